from django.urls import path

from . import accounts, batches, obligations, statements

BATCH = "partijen/<str:number>/"

urlpatterns = [
    path("", obligations.obligation_list, name="office_payments"),
    path("voorstellen/", batches.propose, name="office_payment_propose"),
    path("journaal.csv", statements.journal, name="office_payment_journal"),
    path("partijen/", batches.batch_list, name="office_payment_batches"),
    path(BATCH, batches.batch_page, name="office_payment_batch"),
    path(f"{BATCH}vrijgeven/", batches.release, name="office_payment_release"),
    path(f"{BATCH}intrekken/", batches.withdraw, name="office_payment_withdraw"),
    path(f"{BATCH}bestand/", batches.download, name="office_payment_file"),
    path("terug/<str:reference>/", statements.return_page, name="office_payment_return"),
    path("afschriften/", statements.statement_list, name="office_payment_statements"),
    path("eigen-rekening/", accounts.debtor_page, name="office_payment_debtor"),
    path("rekeningen/", accounts.change_list, name="office_payment_accounts"),
    path("rekeningen/<int:pk>/", accounts.change_page, name="office_payment_account"),
    path("rekeningen/<int:pk>/weigeren/", accounts.change_refuse, name="office_payment_account_refuse"),
    path("<int:pk>/", obligations.obligation_page, name="office_payment"),
    path("<int:pk>/rekening/", accounts.give, name="office_payment_give_account"),
]

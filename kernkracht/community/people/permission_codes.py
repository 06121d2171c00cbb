"""Every right the software knows. Which role has which is data (`RolePermission`)."""

from django.db import models


class Permission(models.TextChoices):
    READ_OFFICE = "office.read", "Read cases, figures and people in the office"
    ENTER_APPLICATION = "application.enter", "Enter an application for somebody at the counter or on the phone"
    ASSIGN_APPLICATION = "application.assign", "Take a case or give it to a colleague"
    ASSESS_APPLICATION = "application.assess", "Assess a case, ask for completion, propose a decision"
    ADVISE_APPLICATION = "application.advise", "Advise on a case"
    DECIDE_APPLICATION = "application.decide", "Decide on a case, within one's mandate"
    MANAGE_BUDGETS = "budget.manage", "Set ceilings, transfer and redistribute money"
    SEE_BUDGETS = "budget.see", "See ceilings and the ledger"
    MANAGE_SCHEMES = "scheme.manage", "Make, copy, try and publish schemes"
    MANAGE_PEOPLE = "people.manage", "Give roles, mandates and stand-ins"
    MANAGE_VILLAGES = "village.manage", "Change villages and areas"
    MANAGE_TEMPLATES = "template.manage", "Change letters, mails and texts"
    RESEND_MAIL = "mail.resend", "See unsent mail and send it again"
    WRITE_COUNCIL_LETTER = "council_letter.write", "Write a letter to the council"
    FREEZE_COUNCIL_LETTER = "council_letter.freeze", "Freeze a letter to the council"
    SEE_AUDIT = "audit.see", "Read the audit trail"
    IMPORT_REGISTERS = "register.import", "Import registers of earlier years"

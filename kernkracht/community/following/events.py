"""What happens with following, in one sentence each; who follows is never in it."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "following.asked": _("Iemand meldde zich aan om te volgen. De link om te bevestigen is gemaild."),
    "following.confirmed": _("Iemand volgt nu {count} onderwerpen meer."),
    "following.rhythm_changed": _("Iemand koos hoe vaak er mail komt."),
    "following.stopped": _("Iemand volgt een onderwerp niet meer."),
    "following.stopped_all": _("Iemand volgt niets meer. De gegevens zijn gewist."),
    "following.forgotten": _("Een volger is gewist: de aanmelding werd niet bevestigd, of mail kwam al lang terug."),
    "following.paused": _("Mail aan een volger kwam te vaak terug. Er gaat geen mail meer heen."),
    "following.resumed": _("Iemand wil weer mail."),
    "following.told": _("Dit is aan volgers verteld."),
    "following.office_choice": _("Een collega koos hoe vaak er mail over de eigen dorpen komt: {choice}."),
}

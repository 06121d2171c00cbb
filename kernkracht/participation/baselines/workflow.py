"""The life of a version."""

from kernkracht.foundation.workflow import Transition, Workflow

from .models import VillageBaseline

S = VillageBaseline.State

BASELINE_WORKFLOW = Workflow("state", S, [Transition("adopt", [S.DRAFT], S.ADOPTED)])

"""Work after the answer: tasks, and jobs on the clock. The task library is imported here and nowhere else."""

from django_tasks import task

from .alive import alone, announce
from .beats import daily, every

__all__ = ["alone", "announce", "daily", "every", "task"]

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
application = get_wsgi_application()

from kernkracht.foundation.jobs import announce  # noqa: E402  (needs the settings, which the line above read)

announce(settings.HOME, "web server")

"""The settings of a demonstration, plus the bare page that the product's pages are compared with."""

from config.settings.development import *  # noqa: F403  (settings are one flat namespace by Django's design)

ROOT_URLCONF = "benchmarks.bare"

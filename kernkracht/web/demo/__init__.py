"""The demonstration: loading it and showing its accounts. Only where `settings.DEMO` is on."""

"""The register of channels in the office."""

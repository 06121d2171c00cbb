"""An officer's own interest in a case (Awb 2:4)."""

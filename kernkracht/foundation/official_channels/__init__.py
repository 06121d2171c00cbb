"""By which electronic ways people may send us which official messages (Awb 2:13, Wmebv)."""

"""Every kind of rule there is: one file each, found by looking here."""

"""Every question a screen asks: a screen per file, frozen values out."""

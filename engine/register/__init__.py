"""The register: the law and the offices as dated rows, checked before they are put into use."""

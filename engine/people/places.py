"""Where a request comes from, as far as it tells callers apart. No database here."""

import ipaddress

LONGEST = 60
_HOME = 64  # bits: whoever has one address of the sixth version has all that begin like it


def place_of(address: str) -> str:
    """The address to count by: a whole network of IPv6, and what is no address as it stands."""
    try:
        network_address = ipaddress.ip_address(address.strip().split("%")[0])
    except ValueError:
        return "".join(filter(str.isprintable, address))[:LONGEST]
    if isinstance(network_address, ipaddress.IPv6Address):
        if network_address.ipv4_mapped is not None:
            return str(network_address.ipv4_mapped)
        return str(ipaddress.ip_network((network_address, _HOME), strict=False))
    return str(network_address)

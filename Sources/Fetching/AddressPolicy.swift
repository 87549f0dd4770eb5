/// Which addresses may be connected to: public ones, and those the operator lists.
///
/// It judges the address a socket is about to connect to, after the name was resolved, so that no
/// spelling of a host and no answer of a name server can get around it.
public struct AddressPolicy: Sendable, Hashable {
  /// The ranges of `outbound.allow`.
  public let allowed: [CIDR]

  public init(allowing allowed: [CIDR] = []) {
    self.allowed = allowed
  }

  public func permits(_ address: IPAddress) -> Bool {
    isListed(address) || address.isPublic
  }

  /// Whether the operator named the address; then any port and plain http are fine as well.
  public func isListed(_ address: IPAddress) -> Bool {
    allowed.contains { $0.contains(address) }
  }
}

extension IPAddress {
  /// Whether the address belongs to the public internet, by IANA's special-purpose registries.
  var isPublic: Bool {
    switch self {
    case .v4: !Self.special.contains { $0.contains(self) }
    case .v6:
      // Nothing else is given out to hosts; `::1`, mapped and translated IPv4 (`::ffff:0:0/96`,
      // `64:ff9b::/96`), `fc00::/7`, `fe80::/10` and multicast all lie outside.
      Self.globalUnicast.contains(self) && !Self.special.contains { $0.contains(self) }
    }
  }

  private static let globalUnicast = CIDR.v6(0x2000, 0, prefix: 3)

  private static let special: [CIDR] = [
    .v4(0, 0, 0, 0, prefix: 8),  // this network
    .v4(10, 0, 0, 0, prefix: 8),  // private
    .v4(100, 64, 0, 0, prefix: 10),  // carriers' shared space
    .v4(127, 0, 0, 0, prefix: 8),  // loopback
    .v4(168, 63, 129, 16, prefix: 32),  // a cloud's metadata service, on a public number
    .v4(169, 254, 0, 0, prefix: 16),  // link-local, metadata services
    .v4(172, 16, 0, 0, prefix: 12),  // private
    .v4(192, 0, 0, 0, prefix: 24),  // protocol assignments
    .v4(192, 0, 2, 0, prefix: 24),  // documentation
    .v4(192, 88, 99, 0, prefix: 24),  // 6to4 relays
    .v4(192, 168, 0, 0, prefix: 16),  // private
    .v4(198, 18, 0, 0, prefix: 15),  // benchmarks
    .v4(198, 51, 100, 0, prefix: 24),  // documentation
    .v4(203, 0, 113, 0, prefix: 24),  // documentation
    .v4(224, 0, 0, 0, prefix: 4),  // multicast
    .v4(240, 0, 0, 0, prefix: 4),  // reserved, broadcast
    .v6(0x2001, 0x0000, prefix: 23),  // protocol assignments, Teredo, ORCHID
    .v6(0x2001, 0x0db8, prefix: 32),  // documentation
    .v6(0x2002, 0x0000, prefix: 16),  // 6to4: carries any IPv4 address inside
    .v6(0x3fff, 0x0000, prefix: 20),  // documentation
  ]
}

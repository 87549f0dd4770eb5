/// A range of addresses such as `10.0.0.0/8` (RFC 4632).
public struct CIDR: Sendable, Hashable, CustomStringConvertible {
  public let network: IPAddress
  /// How many leading bits all addresses of the range share.
  public let prefix: Int

  /// Reads a range; an address without `/` stands for itself alone.
  public init(_ text: String) throws(FetchError) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let network = IPAddress(String(first)) else {
      throw .invalidRange(text, why: "it does not begin with an IP address")
    }
    let prefix = parts.count == 1 ? network.width : parts[1].wholeNumber
    guard let prefix, prefix <= network.width else {
      throw .invalidRange(text, why: "the prefix is no number from 0 to \(network.width)")
    }
    self.init(network: network, prefix: prefix)
    guard network.clearing(bitsBeyond: prefix) == network else {
      let meant = CIDR(network: network.clearing(bitsBeyond: prefix), prefix: prefix)
      throw .invalidRange(text, why: "bits are set beyond its prefix, \(meant) may be meant")
    }
  }

  private init(network: IPAddress, prefix: Int) {
    self.network = network
    self.prefix = prefix
  }

  static func v4(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, prefix: Int) -> CIDR {
    let number = [a, b, c, d].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return CIDR(network: .v4(number), prefix: prefix)
  }

  /// A range whose network is told by its first two groups.
  static func v6(_ first: UInt16, _ second: UInt16, prefix: Int) -> CIDR {
    CIDR(network: .v6(UInt128(first) << 112 | UInt128(second) << 96), prefix: prefix)
  }

  public var description: String { "\(network)/\(prefix)" }

  public func contains(_ address: IPAddress) -> Bool {
    address.clearing(bitsBeyond: prefix) == network
  }
}

extension IPAddress {
  fileprivate func clearing(bitsBeyond prefix: Int) -> IPAddress {
    switch self {
    case .v4(let number): .v4(number & ~(UInt32.max >> UInt32(prefix)))
    case .v6(let number): .v6(number & ~(UInt128.max >> UInt128(prefix)))
    }
  }
}

extension Substring {
  fileprivate var wholeNumber: Int? {
    allSatisfy { $0.isASCII && $0.isNumber } ? Int(self) : nil
  }
}

public import Foundation

/// Whether a source's articles were found to be posts on the Fediverse themselves.
public struct NativeProbe: Sendable, Hashable {
  public var isNative: Bool
  /// When it is to be looked again.
  public var nextCheck: Date

  public init(isNative: Bool, nextCheck: Date) {
    self.isNative = isNative
    self.nextCheck = nextCheck
  }
}

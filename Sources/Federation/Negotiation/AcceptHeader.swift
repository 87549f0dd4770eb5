/// What a client says it can read.
public struct AcceptHeader: Sendable, Hashable {
  /// The ranges with a quality above 0, best first, those of one quality in the order written.
  public let ranked: [MediaRange]
  /// Everything that could be read, in the order written.
  public let ranges: [MediaRange]

  /// More items than any client sends are not looked at.
  private static let limit = 64

  /// Reads all `Accept` headers of a request, in their order; none at all means that anything will do.
  public init(_ values: [String]) {
    let items = values.flatMap { QuotedList.split($0, at: ",") }.filter { !$0.isEmpty }
    ranges = items.prefix(Self.limit).compactMap { MediaRange($0) }
    ranked = ranges.enumerated().filter { $0.element.quality > 0 }
      .sorted { ($1.element.quality, $0.offset) < ($0.element.quality, $1.offset) }
      .map(\.element)
  }

  /// Whether nothing was asked for.
  public var isAbsent: Bool { ranges.isEmpty }

  /// Whether a page for people is what is wanted most: a browser asks.
  public var prefersHTML: Bool { ranked.first?.isHTML ?? false }

  /// How welcome a media type is, as the range that fits it most closely says; 0 where none does.
  public func quality(of name: String) -> Double {
    let fitting = ranges.compactMap { range in
      range.closeness(to: name).map { (closeness: $0, quality: range.quality) }
    }
    return fitting.max { $0.closeness < $1.closeness }?.quality ?? 0
  }
}

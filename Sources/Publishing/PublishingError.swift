/// What can go wrong before anything is published.
public enum PublishingError: Error, Hashable, CustomStringConvertible {
  /// A template cannot be read.
  case template(name: String, reason: String)

  public var description: String {
    switch self {
    case .template(let name, let reason):
      "the template \(name) cannot be read: \(reason); build the program again from clean sources"
    }
  }
}

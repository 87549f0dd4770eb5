/// Why there is no index that a command could look at or change.
enum IndexError: Error, CustomStringConvertible, Equatable {
  case absent(path: String)
  /// It is to be in memory, where it ends with the command.
  case fleeting

  var description: String {
    switch self {
    case .absent(let path):
      """
      there is no index at \(path); start this where coopwire.yaml stands, name its folder with --data, \
      or have 'coopwire refresh' make one
      """
    case .fleeting:
      "the index is in memory, where only the running server sees it; name its folder with --data"
    }
  }
}

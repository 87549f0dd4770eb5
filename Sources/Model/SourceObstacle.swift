/// Why a source that is read is not passed on as usual.
public enum SourceObstacle: Sendable, Hashable {
  /// Its new entries wait for the operator (aggregation rule 4.7.7).
  case held(reason: String)
  /// It does not want to be mirrored on the Fediverse.
  case optedOut(reason: String)
}

extension Duration {
  /// Rounded up, so that no wait ends too early, and never more than libcurl can take.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    guard seconds < Int64(Int32.max) / 1000 else { return Int(Int32.max) }
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  /// As a person would say it.
  var inSeconds: String {
    let whole = (milliseconds + 999) / 1000
    return milliseconds % 1000 == 0 || whole > 10
      ? "\(whole) s" : "\(Double(milliseconds) / 1000) s"
  }
}

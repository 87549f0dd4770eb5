import Model

extension Source {
  /// Its title as documents show it; never blank.
  var shownTitle: String {
    PlainText.line(title) ?? WebAddress.host(subscription.address) ?? handle
  }
}

import Model

/// Why a list holds nothing, as far as its sources can tell; pure.
enum Emptiness: Sendable, Hashable {
  /// The operator's list names none.
  case noSources
  /// They have not all been asked yet.
  case waiting
  /// All were asked, and none was reached.
  case offline
  /// They answer; there is just nothing of the kind.
  case nothingChosen

  /// Failures of which a missing network is the likeliest cause, where all sources share them.
  private static let networkTroubles: Set<Failure.Kind> = [.dns, .connect, .timeout]

  init(of sources: [Source]) {
    let asked = sources.filter(\.isAsked)
    let failures = asked.compactMap(\.state.failure?.kind)
    if sources.allSatisfy({ $0.retired != nil }) {
      self = .noSources
    } else if !asked.isEmpty, failures.count == asked.count,
      failures.allSatisfy(Self.networkTroubles.contains)
    {
      self = .offline
    } else if asked.contains(where: { $0.state.lastTry == nil }) {
      self = .waiting
    } else {
      self = .nothingChosen
    }
  }

  func fields(_ wording: Wording) -> Fields {
    let words: (title: Word, text: Word) =
      switch self {
      case .noSources: (.emptyNoSources, .emptyNoSourcesHint)
      case .waiting: (.emptyWaiting, .emptyWaitingHint)
      case .offline: (.emptyOffline, .emptyOfflineHint)
      case .nothingChosen: (.emptyList, .emptyListHint)
      }
    return ["title": .text(wording(words.title)), "text": .text(wording(words.text))]
  }
}

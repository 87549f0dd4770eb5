extension Wording {
  static let englishAbout: [Word: String] = [
    .aboutTitle: "About this newswire",
    .aboutDescription: "What %1 is, by which rules it works, and who answers for it.",
    .aboutWhat: "What this is",
    .aboutWhatText:
      "%1 reads the feeds of cooperatives and those around them, merges them without showing anything twice, and passes them on: as a page, as a feed and in the Fediverse. Every entry leads to the source that wrote it.",
    .aboutCounts: "At present it reads %1 source.|At present it reads %1 sources.",
    .aboutRules: "By which rules",
    .aboutOrder: "Only time decides the order. Nothing is ranked by popularity or recommended.",
    .aboutFair:
      "So that small sources stay visible beside large ones, the fourth and every later entry of a source on one day folds away on the pages. The feeds hold everything.",
    .aboutExcerpt:
      "Shown are title, link and an excerpt of at most 200 characters; more only where the source allows it.",
    .aboutNoImages: "Pictures of the sources are not shown on these pages.",
    .aboutNoTracking:
      "These pages set no cookies, need no script and load nothing from third parties.",
    .aboutTwice: "What several sources tell stands here once and names them all.",
    .aboutSubscribe: "Subscribe",
    .aboutSubscribeText: "Everything in one feed:",
    .aboutOPML: "All sources at once, to import into your own feed reader:",
    .aboutFollow: "In the Fediverse",
    .aboutFollowText:
      "Enter this address into the search of Mastodon or another service of the Fediverse:",
    .aboutPolite: "How it reads",
    .aboutPoliteText:
      "Each source is asked only as often as it has news, with at most one request per server at a time and with conditional requests that cost hardly any data. The name of the reading program names this service.",
    .aboutOperator: "Who answers for it",
    .aboutOperatorText: "Imprint, privacy and contact:",
    .aboutTakedown: "Have content taken down",
    .aboutTakedownText:
      "A message with the address of the entry is enough. It is removed everywhere at once: from the pages, the feeds and the Fediverse. A whole source can be taken off or proposed in the same way.",
    .aboutNoContact: "The contact address is not set up yet.",
    .aboutReservation: "Use by machines",
    .aboutReservationText:
      "The rights to the content are with the sources. Text and data mining is reserved (article 4 (3) of directive (EU) 2019/790, § 44b (3) UrhG), including the training of models.",
  ]
}

/// What our own words are about; each has its text in every language of the interface.
enum Word: String, Sendable, CaseIterable {
  // Around every page.
  case tagline, skip, mainNavigation, home, sources, search, about, footerNavigation
  case imprint, privacy, contact, reservationNote, poweredBy, topics, languages
  case allLanguages, reportHint, subscribe, subscribeHint, followHint, opmlLink

  // Dates.
  case calendarDate, clock, afterWeekday

  // Lists.
  case newest, topicTitle, tagTitle, riverDescription, topicDescription, tagDescription
  case sourceDescription, languageSuffix, more, readAt, alsoAt, singleView, older, newer, toNewest
  case paging, untitled, byAuthors, publishedAt, updatedAt, tags, attachments, comments, discussion
  case attachment, licence, warning, fediverse, answers, likes, shares

  // Where there is nothing to show.
  case emptyNoSources, emptyNoSourcesHint, emptyWaiting, emptyWaitingHint, emptyOffline
  case emptyOfflineHint, emptyList, emptyListHint, endedTopic, unanswered, unansweredHint,
    unansweredTitle

  // Sources.
  case sourcesTitle, sourcesIntro, sourcesDescription, noTopic, columnSource, columnState
  case columnLastRead, never, clinic, clinicIntro, state, reason, remedy, lastSuccess
  case lastTry, lastNew, website, feedAddress, accountAddress, language, topicsOfSource, handle,
    mirrorNote
  case nativeNote, program, tableLabel, licenceGiven, movedTo

  // States of a source.
  case waiting, active, idle, warn, failing, dead, gone, paused, held, retired
  case followedText, waitingText, activeText, idleText, warnText, failingText, deadText, goneText,
    pausedText
  case heldText, retiredText

  // What ails a source, and what helps.
  case dnsText, connectText, tlsText, timeoutText, clientErrorText, goneFailureText
  case serverErrorText, rateLimitedText, tooLargeText, htmlText, parseText, forbiddenText
  case redirectText
  case dnsHelp, connectHelp, tlsHelp, timeoutHelp, clientErrorHelp, goneHelp, serverErrorHelp
  case rateLimitedHelp, tooLargeHelp, htmlHelp, parseHelp, forbiddenHelp, redirectHelp

  // Search.
  case searchTitle, searchLabel, searchButton, searchIntro, resultsTitle, noResults, noResultsHint
  case searchDescription

  // A feed opened in a browser.
  case feedTitle, feedExplanation, feedHowTo, feedAddressLabel, feedOther, feedDescription

  // About.
  case aboutTitle, aboutDescription, aboutWhat, aboutWhatText, aboutCounts, aboutRules
  case aboutOrder, aboutFair, aboutExcerpt, aboutNoImages, aboutNoTracking, aboutTwice
  case aboutSubscribe, aboutSubscribeText, aboutOPML, aboutFollow, aboutFollowText, aboutPolite
  case aboutPoliteText, aboutOperator, aboutOperatorText, aboutTakedown, aboutTakedownText
  case aboutNoContact, aboutReservation, aboutReservationText

  // Errors.
  case error, errorText, notFound, notFoundText, removed, removedText, unavailable, unavailableText
  case badRequest, badRequestText, backHome, notImplemented, notImplementedText

  // Feeds.
  case feedSubtitle, feedRights

  // Languages.
  case german = "language_de"
  case english = "language_en"
  case french = "language_fr"
  case spanish = "language_es"
  case italian = "language_it"
  case catalan = "language_ca"
  case dutch = "language_nl"
  case portuguese = "language_pt"
  case polish = "language_pl"
  case swedish = "language_sv"
  case danish = "language_da"
}

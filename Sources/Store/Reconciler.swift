import Foundation
import GRDB
import Model

/// Brings sources and folders to what the operator's list says.
struct Reconciler {
  private let list: SubscriptionList
  private let now: Date
  private let db: Database
  private let table: SourceTable
  private var book: HandleBook
  private var result = Reconciliation()

  init(_ list: SubscriptionList, now: Date, _ db: Database) throws {
    self.list = list
    self.now = now
    self.db = db
    table = SourceTable(db)
    book = try HandleTable(db).book()
  }

  mutating func run(firstCheck: (Source.ID, Int) -> Date) throws -> Reconciliation {
    let before = try Standings.all(db)
    try replaceFolders()
    var places = try table.places()
    var fresh: [Listed] = []
    for (position, listed) in Self.unique(list.subscriptions).enumerated() {
      if let place = places.removeValue(forKey: listed.address) {
        try keep(place.id, as: listed.subscription, at: position, before: place.position)
      } else {
        fresh.append(Listed(listed.address, position, listed.subscription))
      }
    }
    try follow(&fresh, from: &places)
    try retire(places.values.map(\.id).sorted())
    let handles = handles(for: fresh.map(\.subscription))
    var id = try db.value("SELECT max(id) FROM source") ?? Int64(0)
    for (fresh, handle) in zip(fresh, handles) {
      id += 1
      let source = Source(
        id: Source.ID(rawValue: id), subscription: fresh.subscription, handle: handle, added: now,
        state: FetchState(nextCheck: firstCheck(Source.ID(rawValue: id), handles.count)))
      try HandleTable(db).insert(handle)
      try table.insert(source, address: fresh.address, position: fresh.position)
      result.added.append(source.id)
    }
    try Relisting(from: before, to: Standings.all(db), now: now, db).run()
    for source in result.returned { try Retirement(db).end(of: source) }
    return result
  }

  /// Every address once, the first that is listed, in the form that is compared.
  private static func unique(
    _ subscriptions: [Subscription]
  ) -> [(address: String, subscription: Subscription)] {
    var seen: Set<String> = []
    return subscriptions.compactMap { subscription in
      let address = subscription.key
      return seen.insert(address).inserted ? (address, subscription) : nil
    }
  }

  /// A line of the list that has no source under its address.
  private struct Listed {
    let address: String
    let position: Int
    let subscription: Subscription

    init(_ address: String, _ position: Int, _ subscription: Subscription) {
      self.address = address
      self.position = position
      self.subscription = subscription
    }
  }

  /// Recognises sources whose address the operator has changed, so that they keep their number, name
  /// and entries: the list gives them their handle, or the feed was seen to move to where it is now.
  private mutating func follow(
    _ fresh: inout [Listed], from places: inout [String: SourceTable.Place]
  ) throws {
    guard !fresh.isEmpty else { return }
    let byAddress = Dictionary(uniqueKeysWithValues: fresh.indices.map { (fresh[$0].address, $0) })
    let byHandle = Dictionary(
      fresh.indices.compactMap { index in fresh[index].subscription.handle.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
    var found: Set<Int> = []
    for (address, place) in places.sorted(by: { $0.value.id < $1.value.id }) {
      guard let source = try table.source(place.id) else { continue }
      let target = source.state.movedTo.flatMap { CanonicalURL($0)?.string }
      guard let index = byHandle[source.handle] ?? target.flatMap({ byAddress[$0] }),
        found.insert(index).inserted
      else { continue }
      places[address] = nil
      let listed = fresh[index]
      try keep(
        place.id, as: listed.subscription, at: listed.position, before: place.position,
        address: listed.address)
    }
    fresh = fresh.indices.filter { !found.contains($0) }.map { fresh[$0] }
  }

  /// Takes over what the list says now of a source that was listed before.
  ///
  /// - Parameter address: where it is now, if that is elsewhere than before.
  private mutating func keep(
    _ id: Source.ID, as subscription: Subscription, at position: Int, before: Int,
    address: String? = nil
  ) throws {
    guard var source = try table.source(id) else { return }
    let wasRetired = source.retired != nil
    let isChanged = source.subscription != subscription
    if isChanged { source.subscribe(anewAs: subscription, now: now) }
    if wasRetired {
      source.retired = nil
      result.returned.append(id)
    } else if isChanged {
      result.changed.append(id)
    }
    if isChanged || wasRetired || position != before {
      try table.update(source, position: position, address: address)
    }
  }

  private mutating func retire(_ ids: [Source.ID]) throws {
    for id in ids {
      guard var source = try table.source(id), source.retired == nil else { continue }
      source.retired = now
      try table.update(source, position: 0)
      try AnnouncementWriter(db).fallSilent(id)
      result.retired.append(id)
    }
  }

  /// Names for new sources; what the operator wishes for comes before what a title makes.
  private mutating func handles(for subscriptions: [Subscription]) -> [String] {
    let wishes = subscriptions.map { book.give(wish: $0.handle) }
    return zip(subscriptions, wishes).map { subscription, wish in
      let place = subscription.accountName ?? CanonicalURL(subscription.feedURL)?.host ?? ""
      return wish ?? book.give(madeOf: [subscription.title, place])
    }
  }

  private mutating func replaceFolders() throws {
    let table = FolderTable(db)
    var slugs: Set<String> = []
    var folders = list.folders.filter { slugs.insert($0.slug).inserted }
    try nameActors(of: &folders)
    guard try folders != table.all() else { return }
    try table.replace(with: folders, now: now)
    result.foldersChanged = true
  }

  /// Gives the folders that wish for an actor its name: the one they had, else a new one.
  ///
  /// A folder that was renamed or moved is recognised by its handle, another wish does not change the
  /// name that a folder has; what is as it was before goes first.
  private mutating func nameActors(of folders: inout [Folder]) throws {
    let table = FolderTable(db)
    let handles = HandleTable(db)
    var free = Set(try (table.all() + table.former()).compactMap(\.handle))
    let wishes = folders.map(\.handle)
    let known = try folders.map { try handles.handle(ofFolder: $0.slug) }
    let unchanged = zip(wishes, known).map { $0 == $1 ? $0 : nil }
    let wishing = folders.indices.filter { wishes[$0] != nil }
    for index in wishing { folders[index].handle = nil }
    for names in [unchanged, wishes, known] {
      for index in wishing where folders[index].handle == nil {
        folders[index].handle = names[index].flatMap { free.remove($0) }
      }
    }
    for index in wishing {
      let name = folders[index].handle ?? book.give(wish: wishes[index])
      folders[index].handle = name
      if let name { try handles.set(name, ofFolder: folders[index].slug) }
    }
  }
}

extension Source {
  /// Takes over a changed line of the operator's list.
  ///
  /// Another interval asks for a new schedule, another address forgets what the old one answered, and
  /// other phrases let the same document be read anew (aggregation rule 4.3.6).
  fileprivate mutating func subscribe(anewAs subscription: Subscription, now: Date) {
    let before = self.subscription
    self.subscription = subscription
    let isElsewhere = subscription.feedURL != before.feedURL
    let isRefiltered =
      subscription.include != before.include || subscription.exclude != before.exclude
    if isElsewhere || subscription.interval != before.interval { state.nextCheck = now }
    if isElsewhere {
      state.movedTo = nil
      state.redirect = nil
    }
    if isElsewhere || isRefiltered {
      state.validators = FetchState.Validators()
      state.bodyDigest = nil
    }
    // A feed that nobody asks any more would seem to fail for ever.
    if isElsewhere, subscription.isFediverse { state = FetchState(nextCheck: now) }
  }
}

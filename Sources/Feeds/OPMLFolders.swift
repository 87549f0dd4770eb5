import Model

/// The folders of a list, each once, with a slug that no other has.
struct OPMLFolders {
  private var folders: [Folder] = []
  private var indices: [[String]: Int] = [:]
  /// The slugs that the operator chose, by folder, and the folders by their slugs.
  private var chosen: [[String]: String] = [:]
  private var owners: [String: [String]] = [:]

  /// Makes sure that a folder and those around it are in the list.
  mutating func add(_ path: [String]) {
    guard !path.isEmpty, indices[path] == nil else { return }
    add(Array(path.dropLast()))
    indices[path] = folders.count
    folders.append(Folder(path: path, slug: ""))
  }

  /// Adds a folder with the options of its outline; of two outlines for one folder the first counts.
  mutating func add(_ path: [String], slug: String?, englishName: String?, handle: String?) {
    add(path)
    guard let index = indices[path] else { return }
    if let slug, chosen[path] == nil {
      chosen[path] = slug
      owners[slug] = path
    }
    folders[index].englishName = folders[index].englishName ?? englishName
    folders[index].handle = folders[index].handle ?? handle
  }

  /// The folder that has this slug by the operator's choice.
  func owner(of slug: String) -> [String]? { owners[slug] }

  /// The folders in their order; chosen slugs first, so that no folded name takes one away.
  func settled() -> [Folder] {
    var names = UniqueNames(taken: Set(owners.keys))
    var slugs = chosen
    var result = folders
    for index in result.indices {
      let path = result[index].path
      let slug =
        slugs[path] ?? names.claim(Self.folded(path, under: slugs[Array(path.dropLast())]))
      slugs[path] = slug
      result[index].slug = slug
    }
    return result
  }

  /// A name of another script folds to nothing, and is called what it is.
  private static func folded(_ path: [String], under parent: String?) -> String {
    let name = path.last?.slug() ?? ""
    return [parent, name.isEmpty ? "folder" : name].compactMap(\.self).joined(separator: "-")
  }
}

/// Gives every name once; whoever comes later gets a number.
private struct UniqueNames {
  var taken: Set<String>
  private var numbers: [String: Int] = [:]

  init(taken: Set<String>) {
    self.taken = taken
  }

  mutating func claim(_ wish: String) -> String {
    var name = wish
    while !taken.insert(name).inserted {
      let number = numbers[wish, default: 1] + 1
      numbers[wish] = number
      name = "\(wish)-\(number)"
    }
    return name
  }
}

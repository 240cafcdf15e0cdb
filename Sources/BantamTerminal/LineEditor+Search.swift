/// A search through the history, from the newest entry to the oldest.
public struct HistorySearch: Hashable, Sendable {
  /// What is sought; without capitals also where the history has some.
  public internal(set) var query = ""
  /// The entry found; nil for an empty query, and where none holds it.
  public var match: String? { index == nil ? nil : found }
  /// Where `query` stands in `match`, in bytes of UTF-8; empty where that is not known.
  public internal(set) var matchRange: Range<Int>?

  var index: Int?
  var found = ""
}

extension LineEditor {
  mutating func beginSearch() -> Action {
    search = HistorySearch()
    return .searchChanged
  }

  mutating func handleSearch(_ key: Key) -> Action {
    switch key {
    case .character(let character): return addToSearch(String(character))
    case .backspace: return shortenSearch()
    case .control("r"): return continueSearch(by: -1)
    case .control("s"): return continueSearch(by: 1)
    case .control("g"), .control("c"), .escape:
      search = nil
      return .searchChanged
    case .enter: return takeMatch()
    case .altEnter, .tab, .backTab, .altBackspace, .control, .alt, .named:
      let taken = takeMatch()
      let action = handleOutsideSearch(key)
      return action == .none || action == .moved ? taken : action
    }
  }

  mutating func addToSearch(_ text: String) -> Action {
    search?.query += text
    return seek(from: search?.index ?? browsing.entries.count - 1, by: -1)
  }

  /// The shorter query may be in a newer entry.
  private mutating func shortenSearch() -> Action {
    guard search?.query.popLast() != nil else { return .none }
    return seek(from: browsing.entries.count - 1, by: -1)
  }

  private mutating func continueSearch(by step: Int) -> Action {
    guard let index = search?.index else { return .none }
    return seek(from: index + step, by: step, otherThan: search?.match)
  }

  /// Ends the search with the text found; without one the text stays as it was.
  private mutating func takeMatch() -> Action {
    let index = search?.index
    search = nil
    guard let index else { return .searchChanged }
    if index != browsing.index { _ = go(to: index) }
    return .edited
  }

  /// Finds the next entry; where a search that goes on finds none, it stays where it is.
  private mutating func seek(from start: Int, by step: Int, otherThan known: String? = nil) -> Action {
    guard var search else { return .none }
    let query = SearchQuery(search.query)
    var index = start
    while browsing.entries.indices.contains(index), !search.query.isEmpty {
      let entry = browsing.entries[index]
      if entry != known, let range = query.range(in: entry) {
        search.index = index
        search.found = entry
        search.matchRange = range
        self.search = search
        return .searchChanged
      }
      index += step
    }
    if known != nil { return .none }
    search.index = nil
    search.matchRange = nil
    self.search = search
    return .searchChanged
  }
}

/// A query without capitals is found whatever the case of the letters.
private struct SearchQuery {
  private let bytes: [UInt8]
  private let ignoresCase: Bool

  init(_ text: String) {
    bytes = Array(text.utf8)
    ignoresCase = text == text.lowercased()
  }

  func range(in entry: String) -> Range<Int>? {
    if let range = range(inBytes: Array(entry.utf8)) { return range }
    guard ignoresCase else { return nil }
    let lowered = Array(entry.lowercased().utf8)
    guard let range = range(inBytes: lowered) else { return nil }
    // Few letters have another length in lower case; the place is then not known.
    return lowered.count == entry.utf8.count ? range : 0..<0
  }

  private func range(inBytes text: [UInt8]) -> Range<Int>? {
    guard let first = bytes.first, bytes.count <= text.count else { return nil }
    for start in 0...(text.count - bytes.count) where text[start] == first {
      if text[start..<(start + bytes.count)].elementsEqual(bytes) { return start..<(start + bytes.count) }
    }
    return nil
  }
}

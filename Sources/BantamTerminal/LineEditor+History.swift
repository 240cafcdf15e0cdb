/// Where in the history a person is, and what became of the texts there.
struct HistoryBrowsing: Sendable {
  private(set) var entries: [String]
  /// An entry, or their number for the text that is new.
  private(set) var index: Int
  /// Texts as they were left; they come back until one is accepted.
  private var left: [Int: String] = [:]

  init(entries: [String]) {
    self.entries = entries
    index = entries.count
  }

  mutating func add(_ entry: String) {
    if entries.last != entry { entries.append(entry) }
    if entries.count > History.maximumEntries { entries.removeFirst() }
    leave()
  }

  mutating func leave() {
    index = entries.count
    left = [:]
  }

  /// The text at another place; nil where there is none.
  mutating func go(to target: Int, leaving text: String) -> String? {
    guard 0...entries.count ~= target else { return nil }
    left[index] = text
    index = target
    return left[target] ?? (target < entries.count ? entries[target] : "")
  }
}

extension LineEditor {
  /// Adds to what Up and Ctrl-R find, unless it is the same as the last.
  public mutating func remember(_ entry: String) { browsing.add(entry) }

  mutating func browse(by steps: Int) -> Action { go(to: browsing.index + steps) }

  mutating func go(to index: Int) -> Action {
    guard let text = browsing.go(to: index, leaving: text) else { return .none }
    load(text)
    return .edited
  }
}

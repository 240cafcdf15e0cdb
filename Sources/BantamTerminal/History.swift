/// What was entered before, in this session and in earlier ones.
public struct History: Sendable {
  public static let maximumEntries = 10_000
  /// Of UTF-8; a longer entry is not kept.
  public static let maximumEntryBytes = 1 << 16

  /// The oldest first.
  public private(set) var entries: [String] = []
  private let file: HistoryFile?

  /// - Parameter path: nil, or a file that cannot be read: nothing of earlier sessions.
  public init(path: String?) {
    file = path.map(HistoryFile.init)
    for entry in file?.load() ?? [] { keep(entry) }
  }

  /// Adds an entry here and to the file; one that is the same as the last is there already.
  ///
  /// - Returns: whether later sessions will find it.
  @discardableResult public mutating func append(_ entry: String) -> Bool {
    guard !entry.isEmpty, entry.utf8.count <= Self.maximumEntryBytes else { return false }
    let isNew = entries.last != entry
    if isNew { keep(entry) }
    guard let file else { return false }
    return !isNew || file.append(entry)
  }

  private mutating func keep(_ entry: String) {
    if entries.last != entry { entries.append(entry) }
    if entries.count > Self.maximumEntries { entries.removeFirst() }
  }
}

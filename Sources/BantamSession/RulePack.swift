import BantamChecker
import BantamDiagnostics

/// A rule set in one piece: its files and the lists they read, so that a run can be repeated when they have changed.
///
/// A sequence of netstrings (https://cr.yp.to/proto/netstrings.txt): `5:hello,`. First `files 2`, then path and bytes of
/// each file; then each list: path, rule file, column, parent (the two with a `=` before them, or empty for none) and
/// the numbers of its columns, values and parents (`-` for none), followed by these.
struct RulePack {
  /// A larger rule set is not kept.
  static let maximumBytes = 64 << 20

  /// What a list was read from, as the rules name it, with the file that names it.
  struct ListKey: Hashable {
    var path: String
    var ruleFile: String
    var column: String?
    var parent: String?
  }

  var files: [SourceFile] = []
  var lists: [ListKey: ListFile] = [:]

  /// Paths count from the folder that holds all files, so that a rule set is the same wherever it lies.
  init(_ files: [SourceFile], _ lists: [ListKey: ListFile]) {
    let folder = Self.commonFolder(files.map(\.path))
    func below(_ path: String) -> String { String(path.dropFirst(folder.count)) }
    self.files = files.map { SourceFile(path: below($0.path), bytes: $0.bytes) }.sorted { $0.path < $1.path }
    self.lists = Dictionary(
      lists.map { key, list in
        (ListKey(path: key.path, ruleFile: below(key.ruleFile), column: key.column, parent: key.parent), list)
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func commonFolder(_ paths: [String]) -> String {
    guard var folder = paths.first.map({ $0.prefix(through: $0.lastIndex(of: "/") ?? $0.startIndex) }) else {
      return ""
    }
    if !folder.hasSuffix("/") { return "" }
    while !folder.isEmpty, !paths.allSatisfy({ $0.hasPrefix(folder) }) {
      let shorter = folder.dropLast()
      folder = shorter.lastIndex(of: "/").map { shorter[...$0] } ?? ""
    }
    return String(folder)
  }

  // MARK: Bytes

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func add(_ text: [UInt8]) {
      bytes += Array("\(text.count):".utf8) + text + [0x2C]
    }
    add(Array("files \(files.count)".utf8))
    for file in files {
      add(Array(file.path.utf8))
      add(file.bytes)
    }
    for (key, list) in lists.sorted(by: { $0.key.order.lexicographicallyPrecedes($1.key.order) }) {
      for part in [key.path, key.ruleFile, marked(key.column), marked(key.parent)] { add(Array(part.utf8)) }
      let counts = [list.columns.count, list.values?.count, list.parents?.count].map { $0.map(String.init) ?? "-" }
      add(Array(counts.joined(separator: " ").utf8))
      for text in list.columns + (list.values ?? []) + (list.parents ?? []) { add(Array(text.utf8)) }
    }
    return bytes
  }

  private func marked(_ text: String?) -> String { text.map { "=" + $0 } ?? "" }

  /// nil where the bytes are no pack.
  init?(bytes: [UInt8]) {
    var parts: [ArraySlice<UInt8>] = []
    var place = 0
    while place < bytes.count {
      guard let colon = bytes[place...].firstIndex(of: 0x3A),
        let count = Int(String(decoding: bytes[place..<colon], as: UTF8.self)), count >= 0,
        count <= bytes.count - colon - 2, bytes[colon + 1 + count] == 0x2C
      else { return nil }
      parts.append(bytes[colon + 1..<colon + 1 + count])
      place = colon + count + 2
    }
    var rest = parts[...]
    func next() -> String? { rest.popFirst().map { String(decoding: $0, as: UTF8.self) } }
    guard let first = next(), let count = Int(first.dropFirst(6)), 0...parts.count / 2 ~= count else { return nil }
    for _ in 0..<count {
      guard let path = next(), let bytes = rest.popFirst() else { return nil }
      files.append(SourceFile(path: path, bytes: Array(bytes)))
    }
    /// The outer nil: there are fewer.
    func texts(_ count: Int?) -> [String]?? {
      guard let count else { return .some(nil) }
      guard 0...rest.count ~= count else { return nil }
      return (0..<count).compactMap { _ in next() }
    }
    func orNil(_ text: String) -> String? { text.isEmpty ? nil : String(text.dropFirst()) }
    while let path = next() {
      guard let ruleFile = next(), let column = next(), let parent = next(), let line = next() else { return nil }
      let counts = line.split(separator: " ").map { Int($0) }
      guard counts.count == 3, let columns = texts(counts[0] ?? -1), let values = texts(counts[1]),
        let parents = texts(counts[2])
      else { return nil }
      let key = ListKey(path: path, ruleFile: ruleFile, column: orNil(column), parent: orNil(parent))
      lists[key] = ListFile(columns: columns ?? [], values: values, parents: parents)
    }
  }
}

extension RulePack.ListKey {
  fileprivate var order: [String] { [path, ruleFile, column.map { "=" + $0 } ?? "", parent.map { "=" + $0 } ?? ""] }
}

/// Reads lists and remembers them.
final class ListRecorder {
  private(set) var lists: [RulePack.ListKey: ListFile] = [:]
  /// What a pack holds, in place of files.
  private let kept: [RulePack.ListKey: ListFile]?
  private let reader: ListReader

  init(kept: [RulePack.ListKey: ListFile]? = nil, reader: @escaping ListReader = readListFile) {
    self.kept = kept
    self.reader = reader
  }

  func read(_ path: String, _ ruleFile: String, _ column: String?, _ parent: String?) throws -> ListFile {
    let key = RulePack.ListKey(path: path, ruleFile: ruleFile, column: column, parent: parent)
    if let kept {
      guard let list = kept[key] else { throw ListFileError(description: "it was not kept with the run") }
      lists[key] = list
      return list
    }
    let list = try reader(path, ruleFile, column, parent)
    lists[key] = list
    return list
  }
}

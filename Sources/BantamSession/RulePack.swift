import BantamChecker
import BantamDiagnostics

/// A rule set in one piece: its files and the lists they read, so that a run can be repeated when they have changed.
///
/// A sequence of netstrings (https://cr.yp.to/proto/netstrings.txt): `5:hello,`.
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
    for (key, list) in lists.sorted(by: { $0.key.order < $1.key.order }) {
      for part in [key.path, key.ruleFile, key.column ?? "", key.parent ?? ""] { add(Array(part.utf8)) }
      add(Array(list.columns.joined(separator: "\n").utf8))
      add(Array((list.values.map { "=" + $0.joined(separator: "\n") } ?? "").utf8))
      add(Array((list.parents.map { "=" + $0.joined(separator: "\n") } ?? "").utf8))
    }
    return bytes
  }

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
    func text(_ index: Int) -> String { String(decoding: parts[index], as: UTF8.self) }
    guard let first = parts.first, let count = Int(String(decoding: first.dropFirst(6), as: UTF8.self)), count >= 0,
      count <= parts.count / 2, (parts.count - 1 - 2 * count) % 7 == 0
    else { return nil }
    for index in 0..<count {
      files.append(SourceFile(path: text(1 + 2 * index), bytes: Array(parts[2 + 2 * index])))
    }
    for start in stride(from: 1 + 2 * count, to: parts.count, by: 7) {
      func orNil(_ text: String) -> String? { text.isEmpty ? nil : text }
      func lines(_ text: String) -> [String]? {
        guard text.hasPrefix("=") else { return nil }
        let rest = text.dropFirst()
        return rest.isEmpty ? [] : rest.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      }
      let key = ListKey(
        path: text(start), ruleFile: text(start + 1), column: orNil(text(start + 2)), parent: orNil(text(start + 3)))
      lists[key] = ListFile(
        columns: text(start + 4).split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
        values: lines(text(start + 5)), parents: lines(text(start + 6)))
    }
  }
}

extension RulePack.ListKey {
  fileprivate var order: String { [path, ruleFile, column ?? "", parent ?? ""].joined(separator: "\n") }
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

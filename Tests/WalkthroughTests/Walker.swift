import BantamSystem
import Foundation

@testable import bantam

/// Somebody who types the commands of a page, in a folder of their own that is gone afterwards.
final class Walker {
  /// The project, in which paths such as `rules/scopevisio` are looked for.
  static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

  private let folder: String
  private var environment: [String: String]

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
    try makeDirectory(folder)
    // Whatever a page forgets, nothing is written beside the rules.
    environment = ["BANTAM_DB": folder + "/contacts.db"]
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// What a line prints. Besides `bantam` there are `export NAME=VALUE`, `cp -r FOLDER NEW` and `sed -i.bak s/OLD/NEW/ FILE`.
  func type(_ line: String) throws -> String {
    let words = line.shellWords
    switch words.first {
    case "bantam": return run(try words.dropFirst().flatMap(paths))
    case "export":
      for word in words.dropFirst() {
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        environment[parts[0]] = try paths(parts[1])[0]
      }
    case "cp" where words.count == 4:
      try FileManager.default.copyItem(atPath: try paths(words[2])[0], toPath: try paths(words[3])[0])
    case "sed" where words.count == 4:
      let parts = words[2].split(separator: "/").map(String.init)
      let path = try paths(words[3])[0]
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let changed = text.replacingOccurrences(of: parts[1], with: parts[2])
      if changed == text { throw NoSuchCommand(line: line) }
      try changed.write(toFile: path, atomically: true, encoding: .utf8)
    default: throw NoSuchCommand(line: line)
    }
    return ""
  }

  struct NoSuchCommand: Error {
    var line: String
  }

  private func run(_ words: [String]) -> String {
    let output = TextSink()
    let errors = TextSink()
    let console = Console(environment: environment, output: output, errors: errors)
    let status = console.finish(runProgram(words, console: console))
    let text = output.text + errors.text + (status == .clean ? "" : "exit status \(status.rawValue)\n")
    return stripped(text)
  }

  /// Paths of the page where they are: rules in the project, all else in the walker's folder.
  private func paths(_ word: String) throws -> [String] {
    if word.hasPrefix("rules/") {
      let path = Self.root + "/" + word
      guard path.hasSuffix("/*.csv") else { return [path] }
      let folder = String(path.dropLast(6))
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter { $0.hasSuffix(".csv") }
        .map { folder + "/" + $0 }
    }
    let isFile = word.hasPrefix("mine") || [".db", ".plan", ".csv"].contains { word.hasSuffix($0) }
    return [isFile ? folder + "/" + word : word]
  }

  /// The output as somebody sees it who types in the project's folder; what no two walks have in common, the instant of
  /// an import, is replaced by words of the same width.
  private func stripped(_ text: String) -> String {
    var text = text
    for place in [Self.root, folder, folder.replacingOccurrences(of: "/", with: "\\/")] {
      text = text.replacingOccurrences(of: place + "/", with: "")
    }
    text = text.replacingOccurrences(
      of: #"(was erased from `[^`]*`) on [^ ]+ by"#, with: "$1 on the day of the erasure by",
      options: .regularExpression)
    return text.replacingOccurrences(
      of: #"\d{4}-\d\d-\d\d \d\d:\d\d(, anna: |  anna  )import "#, with: "the import's day$1import ",
      options: .regularExpression)
  }
}

extension String {
  /// Words as a shell parts them; quotation marks keep blanks.
  var shellWords: [String] {
    var words: [String] = []
    var word: String?
    var mark: Character?
    for character in self {
      switch character {
      case mark: mark = nil
      case "\"", "'":
        if mark != nil { fallthrough }
        mark = character
        word = word ?? ""
      case " " where mark == nil:
        if let word { words.append(word) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap { $0 }
  }
}

import BantamDiagnostics
import BantamSystem

/// The installed git, asked as a program of its own. Nothing is written.
public struct Git: Sendable {
  public var program: String
  /// Of one answer.
  static let maximumBytes = 256 << 20

  public init(program: String = "git") { self.program = program }

  /// A hook's variables speak of its own repository; the one of the folder is meant. Answers are in English, and nothing
  /// is fetched or asked for.
  private static let environment: [String: String?] = [
    "GIT_DIR": nil, "GIT_WORK_TREE": nil, "GIT_INDEX_FILE": nil, "GIT_PREFIX": nil, "GIT_OBJECT_DIRECTORY": nil,
    "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
  ]

  /// `wanted`: what the user wrote, for messages.
  func run(
    _ arguments: [String], in folder: String, wanted: String, input: [UInt8] = []
  ) throws(GitError) -> ChildOutput {
    do throws(SystemError) {
      return try runChild(
        [program, "-C", folder] + arguments, input: input, environment: Self.environment,
        maximumBytes: Self.maximumBytes)
    } catch {
      if error.action == .start { throw .missing(program: program, wanted: wanted) }
      throw .failed(reason: error.description)
    }
  }
}

/// A file or folder as git keeps it at one revision.
public struct GitTree: Sendable {
  let git: Git
  /// An existing folder in the repository.
  let folder: String
  /// The repository's top folder, absolute.
  let top: String
  /// As written: `HEAD~1`.
  public let revision: String
  let commit: String
  /// As the user wrote it.
  public let path: String
  /// From the top, without slashes at its ends; empty for the top itself.
  let place: String

  /// `path` counts from the current folder, whether it is there now or not.
  init(_ git: Git, revision: String, path: String) throws(GitError) {
    self.git = git
    self.revision = revision
    self.path = path
    var folder = path.isEmpty ? "." : path
    var rest: [Substring] = []
    while !isDirectory(folder) {
      let parts = folder.split(separator: "/", omittingEmptySubsequences: true)
      if let last = parts.last { rest.insert(last, at: 0) }
      let above = parts.dropLast().joined(separator: "/")
      folder = folder.hasPrefix("/") ? "/" + above : above.isEmpty ? "." : above
    }
    self.folder = folder
    let wanted = revision
    let found = try git.run(["rev-parse", "--show-toplevel", "--show-prefix"], in: folder, wanted: wanted)
    if found.status != 0 {
      if found.messages.contains("not a git repository") { throw .noRepository(folder: path, wanted: wanted) }
      throw .failed(reason: firstLine(found.messages))
    }
    let lines = String(decoding: found.output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 1, let place = normalized(String(lines[1]) + rest.joined(separator: "/")) else {
      throw .noRepository(folder: path, wanted: wanted)
    }
    top = String(lines[0])
    self.place = place
    // A revision never begins with a dash; what does would be an option.
    guard !revision.isEmpty, !revision.hasPrefix("-") else { throw .unknownRevision(revision, folder: path) }
    let commit = try git.run(["rev-parse", "--verify", "--quiet", revision + "^{commit}"], in: folder, wanted: wanted)
    guard commit.status == 0 else { throw .unknownRevision(revision, folder: path) }
    self.commit = firstLine(String(decoding: commit.output, as: UTF8.self))
  }

  /// `HEAD~1:rules/hamburg`
  public var words: String { revision + ":" + path }

  private struct Entry {
    var object: String
    var size: Int
    var place: String
  }

  /// The rule files, with the place of each from the top; as `readRules` finds them on the disk.
  func ruleFiles() throws(GitError) -> [(path: String, place: String, bytes: [UInt8])] {
    let list = try git.run(
      ["ls-tree", "-r", "-z", "-l", "--full-tree", commit] + (place.isEmpty ? [] : ["--", place]), in: folder,
      wanted: revision)
    if list.status != 0 { throw .failed(reason: firstLine(list.messages)) }
    let all = list.output.split(separator: 0).compactMap { Self.entry($0) }
    if all.isEmpty { throw .notThere(path: path, revision: revision) }
    let entries = all.filter(isRuleFile).sorted { $0.place.utf8.lexicographicallyPrecedes($1.place.utf8) }
    if entries.isEmpty { throw .noRules(path: path, revision: revision) }
    if entries.count > maximumRuleFiles { throw .failed(reason: "`\(words)` has more than 100,000 rule files") }
    if let large = entries.first(where: { $0.size > SourceFile.maximumBytes }) {
      throw .failed(reason: "`\(revision):\(large.place)` is too large")
    }
    let input = entries.map { $0.object + "\n" }.joined()
    let answer = try git.run(["cat-file", "--batch"], in: folder, wanted: revision, input: Array(input.utf8))
    if answer.status != 0 { throw .failed(reason: firstLine(answer.messages)) }
    var files: [(path: String, place: String, bytes: [UInt8])] = []
    var start = 0
    for entry in entries {
      // `<object> blob <size>`, the bytes, a line feed.
      guard let end = answer.output[start...].firstIndex(of: 0x0A), end + 1 + entry.size < answer.output.count else {
        throw .failed(reason: "`\(revision):\(entry.place)` cannot be read")
      }
      let below = entry.place == place ? "" : String(entry.place.dropFirst(place.isEmpty ? 0 : place.utf8.count + 1))
      let shown = below.isEmpty ? words : words.hasSuffix("/") ? words + below : words + "/" + below
      files.append((shown, entry.place, Array(answer.output[(end + 1)..<(end + 1 + entry.size)])))
      start = end + 2 + entry.size
    }
    return files
  }

  /// `100644 blob <object> <size>\t<place>`; nil for links and modules.
  private static func entry(_ line: ArraySlice<UInt8>) -> Entry? {
    guard let tab = line.firstIndex(of: 0x09) else { return nil }
    let head = String(decoding: line[..<tab], as: UTF8.self).split(separator: " ")
    guard head.count == 4, head[0].hasPrefix("100"), head[1] == "blob", let size = Int(head[3]) else { return nil }
    return Entry(object: String(head[2]), size: size, place: String(decoding: line[(tab + 1)...], as: UTF8.self))
  }

  private func isRuleFile(_ entry: Entry) -> Bool {
    if entry.place == place { return true }
    let below = entry.place.utf8.dropFirst(place.isEmpty ? 0 : place.utf8.count + 1)
    let isHidden = below.split(separator: UInt8(ascii: "/")).contains { $0.first == UInt8(ascii: ".") }
    return entry.place.hasSuffix(".bant") && !isHidden
  }

  /// A file that a rule file names: as it was at the revision, or where it lies outside the repository, as it is.
  func list(_ path: String, beside rulePlace: String) throws -> ByteReader {
    let isAbsolute = path.hasPrefix("/")
    if isAbsolute, !path.hasPrefix(top + "/") { return try ByteReader(path: path) }
    let beside = rulePlace.lastIndex(of: "/").map { String(rulePlace[...$0]) } ?? ""
    guard let place = normalized(isAbsolute ? String(path.dropFirst(top.count + 1)) : beside + path) else {
      return try ByteReader(path: top + "/" + beside + path)
    }
    let found = try git.run(["cat-file", "blob", commit + ":" + place], in: folder, wanted: revision)
    guard found.status == 0 else { throw ListFileError(description: "there was no such file at `\(revision)`") }
    return ByteReader(bytes: found.output, path: revision + ":" + place)
  }
}

private func firstLine(_ text: String) -> String {
  let line = text.split(separator: "\n").first.map(String.init) ?? "it says nothing"
  return line.hasPrefix("fatal: ") ? String(line.dropFirst(7)) : line
}

/// A path without `.` and `..`; nil where it leads above its beginning.
private func normalized(_ path: String) -> String? {
  var parts: [Substring] = []
  for part in path.split(separator: "/") {
    switch part {
    case ".": continue
    case "..":
      if parts.isEmpty { return nil }
      parts.removeLast()
    default: parts.append(part)
    }
  }
  return parts.joined(separator: "/")
}

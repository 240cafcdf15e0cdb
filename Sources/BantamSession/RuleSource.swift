import BantamDiagnostics
import BantamSystem

/// Where a rule set comes from: the disk, or a revision that git keeps.
public enum RuleSource: Sendable {
  /// A rule file or a folder of them.
  case disk(String)
  case revision(GitTree)

  /// A word of the command line: a path that is there, else a revision of the folder `beside`, or `REVISION:PATH`.
  public init(_ word: String, beside folder: String, git: Git = Git()) throws(GitError) {
    if fileExists(word) {
      self = .disk(word)
    } else if let colon = word.firstIndex(of: ":") {
      let path = String(word[word.index(after: colon)...])
      self = .revision(try GitTree(git, revision: String(word[..<colon]), path: path.isEmpty ? folder : path))
    } else {
      self = .revision(try GitTree(git, revision: word, path: folder))
    }
  }

  /// Where the rules lie, or lay.
  public var path: String {
    switch self {
    case .disk(let path): path
    case .revision(let tree): tree.path
    }
  }

  /// As messages and reports call it.
  public var words: String {
    switch self {
    case .disk(let path): path
    case .revision(let tree): tree.words
    }
  }

  /// Two words of the command line of which either may be a revision of the other's folder.
  public static func pair(
    _ old: String, _ new: String, git: Git = Git()
  ) throws(GitError) -> (old: RuleSource, new: RuleSource) {
    func folder(_ word: String) -> String? {
      if fileExists(word) { return word }
      return word.firstIndex(of: ":").map { String(word[word.index(after: $0)...]) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    let newFolder = folder(new)
    let oldFolder = folder(old)
    return (
      try RuleSource(old, beside: newFolder ?? ".", git: git),
      try RuleSource(new, beside: oldFolder ?? ".", git: git)
    )
  }
}

/// Reads and checks a rule set wherever it lies; the lists it reads come from the same place.
public func loadRules(_ source: RuleSource) throws -> Rules {
  switch source {
  case .disk(let path): return checkRules(try readRules(under: path))
  case .revision(let tree):
    let files = try tree.ruleFiles()
    let places = Dictionary(files.map { ($0.path, $0.place) }, uniquingKeysWith: { first, _ in first })
    let recorder = ListRecorder(reader: { path, ruleFile, column, parent in
      let opened = try tree.list(path, beside: places[ruleFile] ?? "")
      return try readList(column, parent) { opened }
    })
    return checkRules(files.map { SourceFile(path: $0.path, bytes: $0.bytes) }, recorder)
  }
}

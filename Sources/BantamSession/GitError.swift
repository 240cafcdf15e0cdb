import BantamDiagnostics

/// Why rules could not be taken out of git.
public enum GitError: Error, Sendable, Hashable {
  /// The program is not there.
  case missing(program: String, wanted: String)
  case noRepository(folder: String, wanted: String)
  case unknownRevision(String, folder: String)
  /// The revision has no such file or folder.
  case notThere(path: String, revision: String)
  /// The revision has the folder, and no rules in it.
  case noRules(path: String, revision: String)
  /// git itself says why.
  case failed(reason: String)

  /// Stable for ever; explained by `bantam help CODE`.
  public var code: String {
    switch self {
    case .missing: "BT1030"
    case .noRepository: "BT1031"
    case .unknownRevision: "BT1032"
    case .notThere: "BT1033"
    case .noRules: "BT1034"
    case .failed: "BT1035"
    }
  }

  public var diagnostic: Diagnostic { Diagnostic(code, message, at: nil, help: help) }

  private var message: String {
    switch self {
    case .missing(let program, let wanted):
      "there is no file or folder `\(wanted)`, and no program `\(program)` to look for a revision of that name"
    case .noRepository(let folder, let wanted):
      "there is no file or folder `\(wanted)`, and `\(folder)` lies in no git repository that could have such a revision"
    case .unknownRevision(let revision, let folder):
      "there is no file or folder `\(revision)`, and git knows no such revision of `\(folder)`"
    case .notThere(let path, let revision): "there was no `\(path)` at `\(revision)`"
    case .noRules(let path, let revision): "there was no rule file (`.bant`) below `\(path)` at `\(revision)`"
    case .failed(let reason): "git could not do it: \(reason)"
    }
  }

  private var help: String? {
    switch self {
    case .missing: "check the path, or install git"
    case .noRepository: "check the path, or run the command inside the repository of the rules"
    case .unknownRevision: "`git log --oneline` lists revisions; a branch of a remote is written `origin/main`"
    case .notThere: "write `REVISION:PATH` if the rules had another place then"
    case .noRules: "name the folder in which the rules were then: `REVISION:PATH`"
    case .failed: nil
    }
  }
}

/// The codes of git, explained.
public let gitExplanations: [Explanation] = [
  Explanation(
    "BT1030", "git is not there",
    text: """
      A word that is no path is looked up as a revision by the program `git`, which was not found. Two folders can be \
      compared without it.
      """),
  Explanation(
    "BT1031", "no git repository",
    text: "A revision is one of the repository that the rules lie in. These do not lie in one, or the path is misspelt."
  ),
  Explanation(
    "BT1032", "unknown revision",
    text: """
      A revision is what git calls one: a branch, a tag, a commit, or one so many steps before it, such as `HEAD~1`. In a \
      shallow clone, as continuous integration makes them, earlier revisions may be missing: `git fetch --unshallow`.
      """),
  Explanation(
    "BT1033", "the rules were not there then",
    text: "The revision has no file or folder of this path. Perhaps the rules had another name then.",
    wrong: "bantam diff HEAD~9 rules/hamburg", right: "bantam diff HEAD~9:rules/north rules/hamburg"),
  Explanation(
    "BT1034", "no rules in a revision", text: "The revision has the folder, and no file in it that ends in `.bant`."),
  Explanation(
    "BT1035", "git failed",
    text: """
      The message is git's own. A repository that belongs to somebody else is refused until \
      `git config --global --add safe.directory PATH` allows it.
      """),
]

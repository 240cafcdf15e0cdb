import BantamChecker
import BantamDiagnostics
import BantamLeads
import BantamLinter
import BantamPlan
import BantamSession
import BantamStore
import BantamSyntax
import BantamTestRunner

/// The codes of the command line, explained. A test runs each example.
let usageExplanations: [Explanation] = [
  Explanation(
    "BT0901", "unknown command", text: "The first word behind `bantam` names the command. `bantam help` lists them.",
    wrong: "bantam chek rules", right: "bantam check rules"),
  Explanation(
    "BT0902", "unknown option",
    text: "Each command has its own options, which stand behind its name. `bantam COMMAND --help` lists them.",
    wrong: "bantam run rules --dryrun", right: "bantam run rules --dry-run"),
  Explanation(
    "BT0903", "an option without its value",
    text: "The value stands behind the option, after a blank or an `=`. One that begins with `--` needs the `=`.",
    wrong: "bantam run rules --db", right: "bantam run rules --db contacts.db"),
  Explanation(
    "BT0904", "a switch with a value", text: "A switch is on when it stands there and off when it does not.",
    wrong: "bantam check rules --json=yes", right: "bantam check rules --json"),
  Explanation(
    "BT0905", "a value that does not fit", text: "The option or argument takes a value of another kind.",
    wrong: "bantam run rules --as-of tomorrow", right: "bantam run rules --as-of 2026-03-01"),
  Explanation(
    "BT0906", "an option given twice",
    text: "Only an option that says so in its help may be repeated, such as `--map` of `import`.",
    wrong: "bantam run rules --top 5 --top 10", right: "bantam run rules --top 10"),
  Explanation(
    "BT0907", "options that exclude each other", text: "Each of them asks for something else in place of the other.",
    wrong: "bantam run rules --json --csv", right: "bantam run rules --csv"),
  Explanation(
    "BT0908", "one of some options is needed", text: "The command cannot guess which of them is meant.",
    wrong: "bantam export rules", right: "bantam export rules --leads"),
  Explanation(
    "BT0909", "an argument is missing", text: "The command needs it to know what to work on.",
    wrong: "bantam import --companies", right: "bantam import companies.csv --companies"),
  Explanation(
    "BT0910", "an argument too many",
    text: "The command takes fewer arguments. A path with blanks needs quotation marks.",
    wrong: "bantam run my rules", right: "bantam run \"my rules\""),
  Explanation(
    "BT0911", "unknown topic of help",
    text:
      "Help knows the commands, the codes of messages, such as `BT0901`, and the pages that `bantam help language` lists.",
    wrong: "bantam help rnu", right: "bantam help run"),
  Explanation(
    "BT0912", "a file or folder that cannot be used",
    text: "The message gives the system's reason: it is not there, may not be read, is too large, the disk is full."),
  Explanation(
    "BT0913", "the folder holds rules already",
    text: "`bantam init` begins a new rule set and never writes into an existing one. Nothing was changed."),
  Explanation(
    "BT0914", "a file would be overwritten",
    text: "A file that the command would write is there already. Nothing was changed."),
  Explanation(
    "BT0915", "the output could not be written",
    text:
      "Standard output could not take the result, mostly because a disk is full. What the command did to the database "
      + "stands; run it again to see its result."),
  Explanation(
    "BT0916", "no rules found",
    text: "All files that end in `.bant` below the given path form the rule set; there is none. Without a path, the "
      + "current folder is meant."),
  Explanation(
    "BT0917", "unknown declaration",
    text: "`bantam read` knows all names that the rules declare, and those of the built-in fields."),
  Explanation(
    "BT0918", "an unknown code of a lint rule",
    text: "`--select` and `--ignore` take codes of lint rules, parted by commas, or the beginning of some.",
    wrong: "bantam check rules --select BT0201", right: "bantam check rules --select BT1201"),
]

/// All explanations, by the stage whose messages they are about.
let codeGroups: [(title: String, explanations: [Explanation])] = [
  ("The text of the rules", syntaxExplanations), ("What the rules mean", checkExplanations),
  ("The plan of a run", planExplanations), ("Lint rules", lintExplanations),
  ("Tests of the rules", expectationExplanations),
  ("The contact database", storeExplanations + contactNameExplanations), ("The command line", usageExplanations),
  ("The work on leads", processExplanations), ("Rules and runs", sessionExplanations), ("Git", gitExplanations),
]

private let explanationsByCode = Dictionary(
  codeGroups.flatMap { $0.explanations.map { ($0.code, $0) } }, uniquingKeysWith: { first, _ in first })

/// The explanation of a code; nil where nobody knows it.
func explanation(_ code: String) -> Explanation? { explanationsByCode[code] }

/// `bantam help codes`: every code with its title, stage by stage.
func codeIndex() -> String {
  var text = "The codes of all messages; `bantam help BT0101` explains one.\n"
  for group in codeGroups where !group.explanations.isEmpty {
    text += "\n\(group.title)\n"
    for explanation in group.explanations.sorted(by: { $0.code < $1.code }) {
      text += "  \(explanation.code)  \(explanation.title)\n"
    }
  }
  return text
}

import BantamDiagnostics

/// The commands in the order a newcomer meets them.
let allCommands: [Command] = [
  InitCommand.command, ImportCommand.command, CheckCommand.command, FmtCommand.command, TestCommand.command,
  RunCommand.command,
  PlanCommand.command, ApplyCommand.command, DiffCommand.command, MembersCommand.command, LeadsCommand.command,
  AssessCommand.command,
  SuggestionsCommand.command, AcceptCommand.command, DeclineCommand.command, AssignCommand.command,
  EventCommand.command, ReportCommand.command, QueryCommand.command, ReplCommand.command, WhyCommand.command,
  ScoreCommand.command,
  ReadCommand.command,
  DocCommand.command, LogCommand.command, UndoCommand.command,
  ReplayCommand.command, ExportCommand.command, EraseCommand.command, RetentionCommand.command, CacheCommand.command,
  HelpCommand.command,
  CompletionsCommand.command,
]

/// The command that was probably meant: a word people use for it elsewhere, or the nearest name.
func nearestCommand(to name: String, in known: [String]) -> String? {
  synonyms[name.lowercased()] ?? nearestName(to: name, in: known)
}

private let synonyms = [
  "new": "init", "create": "init", "load": "import", "validate": "check", "format": "fmt", "tidy": "fmt",
  "lint": "check", "verify": "check",
  "execute": "run", "eval": "run", "dump": "export", "forget": "erase", "expire": "retention",
  "completion": "completions", "man": "help", "explain": "read",
  "docs": "doc", "snapshot": "cache", "compare": "diff",
]

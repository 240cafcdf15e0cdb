/// `bantam completions SHELL`: a script that completes commands, options and values.
enum CompletionsCommand {
  static let command = Command(
    name: "completions",
    summary: "print a completion script for a shell",
    description: "Prints the script on standard output; the examples show where each shell looks for it.",
    arguments: [
      Argument(value: Value("SHELL", .choice(["bash", "zsh", "fish"])), help: "bash, zsh or fish", isRequired: true)
    ],
    examples: [
      Example("bash, in ~/.bashrc", "eval \"$(bantam completions bash)\""),
      Example("zsh, in a folder of $fpath", "bantam completions zsh > ~/.zfunc/_bantam"),
      Example("fish", "bantam completions fish > ~/.config/fish/completions/bantam.fish"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    switch invocation.arguments.first {
    case "zsh": console.write(zshCompletions(allCommands))
    case "fish": console.write(fishCompletions(allCommands))
    case .some, .none: console.write(bashCompletions(allCommands))
    }
    return .clean
  }
}

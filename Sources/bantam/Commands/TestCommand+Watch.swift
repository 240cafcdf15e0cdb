import BantamSession
import BantamSystem

/// `bantam test --watch`
extension TestCommand {
  private static let pauseMilliseconds = 300

  /// Runs whenever a rule file or a list they read is another one, until Ctrl-C.
  static func watch(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    Interrupt.install()
    var lists: [String] = []
    var last: [String: Int64]?
    while !Interrupt.isRaised {
      if stamps(invocation.rulesPath, lists) != last {
        lists = listPaths(invocation.rulesPath)
        last = stamps(invocation.rulesPath, lists)
        // A file keeps what comes before; a terminal shows one run.
        if console.output.isTerminal { console.write("\u{1B}[2J\u{1B}[3J\u{1B}[H") }
        _ = runOnce(invocation, console)
        console.remark("waiting for changes; Ctrl-C ends")
      }
      Interrupt.pause(milliseconds: pauseMilliseconds)
    }
    return .clean
  }

  /// Per file of the rules a number that changes with it.
  private static func stamps(_ path: String, _ lists: [String]) -> [String: Int64] {
    var stamps: [String: Int64] = [:]
    for path in ((try? ruleFiles(under: path)) ?? []) + lists { stamps[path] = fileStamp(path) }
    return stamps
  }

  /// The files that the lists of the rules are read from.
  private static func listPaths(_ path: String) -> [String] {
    ruleSets((try? readRules(under: path)) ?? [], under: path).map(checkRules).flatMap { rules in
      rules.program.lists.compactMap { list in
        list.path.map { $0.hasPrefix("/") ? $0 : joinedPath(folder(ofRules: rules.files[list.span.file].path), $0) }
      }
    }
  }
}

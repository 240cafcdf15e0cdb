import BantamDiagnostics
import BantamProgram
import BantamReport
import BantamSession
import BantamSystem
import BantamTerminal

/// The dialogue on a terminal: counts while typing, completes, colours.
public final class LiveRepl {
  private let terminal: RawTerminal
  private let repl: Repl
  private let counter: LiveCount
  private let completer: Completer
  private var history: History
  private var editor: LineEditor
  private var painter: Painter
  private var menu: LiveScreen.Menu?
  /// The last answers that were right: what stands there while the next one is worked on.
  private var lastStatus = ""
  private var completion: (text: String, cursor: Int, found: Completion)?
  private var highlighting: (edition: Int, highlight: Highlight)?
  private let isColoured: Bool
  /// Whether there is something to draw, and to count.
  private var isDirty = false
  private var isAsked = false

  /// - Parameter historyPath: nil: nothing is remembered.
  public init(_ repl: Repl, _ terminal: RawTerminal, historyPath: String?, isColoured: Bool) {
    self.terminal = terminal
    self.repl = repl
    self.isColoured = isColoured
    history = History(path: historyPath)
    editor = LineEditor(history: history.entries)
    let size = terminal.size
    painter = Painter(columns: size.columns, rows: size.rows, isColoured: isColoured)
    counter = LiveCount(repl.workbench) { RawTerminal.wake() }
    completer = Completer(repl.workbench)
    repl.width = size.columns
    repl.isColoured = isColoured
  }

  /// Until `:quit`, Ctrl-D or the end of the terminal.
  public func run() {
    defer {
      counter.stop()
      terminal.close()
    }
    write(repl.greeting)
    draw()
    paint()
    while var event = terminal.next() {
      // What waits already is worked on before anything is drawn or counted.
      while true {
        if !handle(event) { return }
        guard let next = terminal.next(timeoutMilliseconds: 0) else { break }
        event = next
      }
      paint()
    }
  }

  /// False at the end.
  private func handle(_ event: TerminalEvent) -> Bool {
    switch event {
    case .key(let key): return handle(key)
    case .paste(let text):
      menu = nil
      _ = editor.handlePaste(text)
      changed()
    case .resized:
      let size = terminal.size
      terminal.write(painter.resized(columns: size.columns, rows: size.rows))
      repl.width = size.columns
      draw()
    case .woken: draw()
    case .closed: return false
    }
    return true
  }

  // MARK: Keys

  /// False at the end.
  private func handle(_ key: Key) -> Bool {
    if menu != nil, handleMenu(key) { return true }
    if key == .right || key == .end, editor.cursorOffset == editor.text.utf8.count, acceptGhost() { return true }
    let action = editor.handle(key)
    switch action {
    case .edited: changed()
    case .moved, .searchChanged: draw()
    case .submit: return submit()
    case .complete: complete()
    case .interrupt:
      finishText()
      editor.reset()
      changed()
    case .endOfInput:
      finishText()
      return false
    case .suspend:
      terminal.write(painter.clear())
      terminal.suspend()
      let size = terminal.size
      painter = Painter(columns: size.columns, rows: size.rows, isColoured: isColoured)
      draw()
    case .redraw:
      terminal.write(painter.clearScreen())
      draw()
    case .none: break
    }
    return true
  }

  /// True where the key was for the menu.
  private func handleMenu(_ key: Key) -> Bool {
    guard var menu else { return false }
    let count = menu.completion.candidates.count
    switch key {
    case .tab, .down: menu.chosen = ((menu.chosen ?? -1) + 1) % count
    case .backTab, .up: menu.chosen = ((menu.chosen ?? count) - 1 + count) % count
    case .enter where menu.chosen != nil:
      self.menu = nil
      take(menu.completion, menu.chosen ?? 0)
      return true
    case .escape:
      self.menu = nil
      draw()
      return true
    default:
      self.menu = nil
      return false
    }
    self.menu = menu
    draw()
    return true
  }

  private func complete() {
    let found = currentCompletion()
    switch found.candidates.count {
    case 0: break
    case 1: take(found, 0)
    default:
      menu = LiveScreen.Menu(completion: found, chosen: nil)
      draw()
    }
  }

  private func acceptGhost() -> Bool {
    let found = currentCompletion()
    guard !found.ghost(in: editor.text).isEmpty else { return false }
    take(found, 0)
    return true
  }

  private func take(_ completion: Completion, _ index: Int) {
    _ = editor.replace(completion.range, with: completion.candidates[index].text)
    changed()
  }

  private func currentCompletion() -> Completion {
    let (text, cursor) = (editor.text, editor.cursorOffset)
    if let completion, completion.text == text, completion.cursor == cursor { return completion.found }
    let found =
      text.utf8.count > Highlight.mostBytes
      ? Completion(range: 0..<0, candidates: []) : counter.exclusively { completer.completion(of: text, at: cursor) }
    completion = (text, cursor, found)
    return found
  }

  // MARK: Lines

  private func submit() -> Bool {
    let text = editor.text
    // Enter in an empty last line ends a text whose bracket is open, too.
    if Repl.isOpen(text), !text.hasSuffix("\n") {
      _ = editor.insertNewline()
      changed()
      return true
    }
    finishText()
    _ = editor.accept()
    if !text.trimmedBlanks.isEmpty {
      history.append(text)
      editor.remember(text)
    }
    let reply = counter.exclusively { repl.reply(to: text) }
    write(reply.text)
    if !reply.diagnostics.isEmpty {
      let style = RenderStyle(isColoured ? .terminal : .plain, width: terminal.size.columns, hasSummary: false)
      write(render(reply.diagnostics, files: reply.files, style: style))
    }
    if reply.isEnd { return false }
    if counter.exclusively({ repl.workbench.rulesHaveChanged }) {
      write("The rules changed on the disk; `:reload` reads them.\n")
    }
    lastStatus = ""
    changed()
    return true
  }

  private func changed() {
    isAsked = true
    draw()
  }

  /// Draws and counts what has changed since the last time.
  private func paint() {
    if isAsked { counter.ask(editor.text) }
    if isDirty { terminal.write(painter.paint(screen().frame(width: painter.columns))) }
    (isAsked, isDirty) = (false, false)
  }

  /// Leaves the text standing, without what stood below it.
  private func finishText() {
    menu = nil
    terminal.write(painter.finish(screen().frame(width: painter.columns, isFinal: true)))
  }

  private func write(_ text: String) {
    let wrapped = wordWrapped(text, columns: terminal.size.columns)
    terminal.write(Array(wrapped.replacing("\n", with: "\r\n").utf8))
  }

  private func draw() { isDirty = true }

  private func screen() -> LiveScreen {
    let text = editor.text
    var screen = LiveScreen(text: text, cursor: editor.cursorOffset, runs: [])
    if let search = editor.search {
      screen.text = search.match ?? text
      screen.cursor = search.matchRange?.lowerBound ?? screen.text.utf8.count
      screen.runs = highlight.runs(of: screen.text, wrong: search.matchRange)
      screen.search = "search: \(search.query)\(search.match == nil && !search.query.isEmpty ? " – nothing found" : "")"
      return screen
    }
    let latest = counter.latest
    screen.isBehind = latest?.text != text
    var wrong: Range<Int>?
    if let latest {
      switch latest.outcome {
      case .count(let count, let context, let words, let nanoseconds):
        var status = words
        if let last = repl.last, last.criterion.context == context {
          status += differenceText(count.matching - last.count.matching)
        }
        lastStatus = status + " · \(durationText(nanoseconds: nanoseconds))"
      case .wrong(let diagnostics, let soFar):
        if !screen.isBehind, let first = diagnostics.first, !isUnfinished(first, text) {
          screen.message = Self.words(first)
          if let span = first.span { wrong = span.start..<span.end }
        }
        lastStatus = soFar.map { "so far " + $0 } ?? ""
      case .nothing: if !screen.isBehind { lastStatus = "" }
      }
    }
    screen.status = lastStatus
    if let window {
      screen.text = window.text
      screen.cursor = window.cursor
      screen.runs = highlight.runs(of: window.text, wrong: nil)
      let place = "line \(grouped(editor.cursor.line + 1)) of \(grouped(editor.lineCount))"
      screen.status = lastStatus.isEmpty ? place : place + " · " + lastStatus
    } else {
      screen.runs = highlight.runs(of: text, wrong: wrong)
    }
    screen.menu = menu
    if menu == nil, editor.cursorOffset == text.utf8.count { screen.ghost = currentCompletion().ghost(in: text) }
    return screen
  }

  /// Rows for what stands below the text.
  private static let rowsBelow = 4

  /// Of a text that is higher than the screen what stands around the cursor; nil: all fits.
  private var window: (text: String, cursor: Int)? {
    let most = max(painter.rows - Self.rowsBelow, 2)
    guard editor.lineCount > most else { return nil }
    let first = max(0, min(editor.cursor.line - most / 2, editor.lineCount - most))
    let lines = (first..<first + most).map(editor.line)
    let before = lines.prefix(editor.cursor.line - first).reduce(0) { $0 + $1.utf8.count + 1 }
    let own = editor.line(editor.cursor.line).prefix(editor.cursor.column).utf8.count
    return (lines.joined(separator: "\n"), before + own)
  }

  /// Whether what is wrong may only be that the text goes on.
  private func isUnfinished(_ diagnostic: Diagnostic, _ text: String) -> Bool {
    guard let span = diagnostic.span, editor.cursorOffset == text.utf8.count else { return false }
    let end = text.utf8.count - text.reversed().prefix { $0.isWhitespace }.count
    if span.start >= end || Self.unclosed.contains(diagnostic.code) { return true }
    // The word at the end may become a longer one, or go on as a condition.
    return span.end >= end && !currentCompletion().candidates.isEmpty
  }

  /// Codes of quotes and brackets that are still open.
  private static let unclosed: Set<String> = ["BT0104", "BT0106"]

  /// The message with its cure, where that is short.
  private static func words(_ diagnostic: Diagnostic) -> String {
    guard let help = diagnostic.help, help.utf8.count < 70 else { return diagnostic.message }
    return diagnostic.message + " – " + help
  }

  private var highlight: Highlight {
    let workbench = repl.workbench
    if let highlighting, highlighting.edition == workbench.edition { return highlighting.highlight }
    let made = Highlight(names: Set(workbench.program.segments.map(\.name) + workbench.program.lists.map(\.name)))
    highlighting = (workbench.edition, made)
    return made
  }
}

import BantamTerminal

/// Keys as the tests write them: `ctrl-a`, `alt-b`, `shift-left`, `enter`, and typed text in quotes.
func keys(_ words: String) -> [Key] {
  var keys: [Key] = []
  // By scalars, for a mark would join the quote before it.
  var rest = words.unicodeScalars[...]
  while let first = rest.first {
    if first == " " {
      rest.removeFirst()
    } else if first == "\"" {
      let text = rest.dropFirst().prefix { $0 != "\"" }
      keys += text.map { .character(Character($0)) }
      rest = rest.dropFirst(text.count + 2)
    } else {
      let word = rest.prefix { $0 != " " }
      keys.append(key(Substring(word)))
      rest = rest.dropFirst(word.count)
    }
  }
  return keys
}

private let plainKeys: [Substring: Key] = [
  "enter": .enter, "alt-enter": .altEnter, "tab": .tab, "back-tab": .backTab, "backspace": .backspace,
  "alt-backspace": .altBackspace, "escape": .escape,
]

private let modifierNames: [(String, Key.Modifiers)] = [
  ("ctrl-", .control), ("alt-", .alt), ("shift-", .shift),
]

private func key(_ word: Substring) -> Key {
  if let key = plainKeys[word] { return key }
  var modifiers: Key.Modifiers = []
  var name = word
  for (prefix, modifier) in modifierNames where name.hasPrefix(prefix) {
    modifiers.insert(modifier)
    name = name.dropFirst(prefix.count)
  }
  if let named = Key.Name(rawValue: String(name)) { return .named(named, modifiers) }
  return modifiers == .control ? .control(Character(String(name))) : .alt(Character(String(name)))
}

/// The same the other way round, keys between spaces; each character of text in quotes of its own.
func words(_ events: [TerminalEvent]) -> String {
  events.map { event in
    switch event {
    case .key(let key): words(key)
    case .paste(let text): "paste(\(text))"
    case .resized, .woken, .closed: "\(event)"
    }
  }.joined(separator: " ")
}

private func words(_ key: Key) -> String {
  switch key {
  case .character(let character): "\"\(character)\""
  case .control(let letter): "ctrl-\(letter)"
  case .alt(let character): "alt-\(character)"
  case .named(let name, let modifiers):
    modifierNames.filter { modifiers.contains($0.1) }.map(\.0).joined() + name.rawValue
  case .enter, .altEnter, .tab, .backTab, .backspace, .altBackspace, .escape:
    plainKeys.first { $0.value == key }.map { String($0.key) } ?? ""
  }
}

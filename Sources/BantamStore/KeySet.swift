/// Keys of contacts, texts told apart by their bytes.
struct KeySet: Sendable {
  private var integers: Set<Int64> = []
  private var texts: Set<KeyText> = []

  init(_ keys: some Sequence<SQLValue>) {
    for key in keys {
      if case .integer(let number) = key { integers.insert(number) } else { texts.insert(KeyText(key.text)) }
    }
  }

  var isEmpty: Bool { integers.isEmpty && texts.isEmpty }

  func contains(_ key: SQLValue) -> Bool {
    if case .integer(let number) = key { integers.contains(number) } else { texts.contains(KeyText(key.text)) }
  }
}

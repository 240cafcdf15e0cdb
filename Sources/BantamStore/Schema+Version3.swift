extension Schema {
  static let besideVersion3 = """
    CREATE TABLE bantam_change(
      id INTEGER PRIMARY KEY, part INTEGER NOT NULL, contact, stamp INTEGER NOT NULL);
    """

  static let contactsVersion3 = ""
}

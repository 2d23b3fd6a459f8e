/// What the demo's shop sells, and what its customers say and do.
enum DemoShop {
  /// The account that customers pay to.
  static let owner = "shop"

  static let articles: [(sku: String, name: String, price: Int)] = [
    ("BK-001", "Paper notebook, dotted", 9), ("BK-014", "The Left Hand of Darkness", 14),
    ("BK-027", "雪国", 12), ("BK-033", "Мастер и Маргарита", 13), ("BK-041", "Ζορμπάς", 11),
    ("KT-002", "Moka pot, 6 cups", 38), ("KT-005", "Cast iron pan", 54),
    ("KT-011", "Crème brûlée set", 32), ("KT-019", "Chef's knife", 79), ("KT-023", "Teekanne", 41),
    ("GD-003", "Tomato seeds", 4), ("GD-008", "Watering can", 23), ("GD-016", "Pruning shears", 29),
    ("EL-004", "Desk lamp", 64), ("EL-009", "Headphones", 119),
    ("EL-012", "Mechanical keyboard", 149),
    ("EL-020", "E-reader", 139), ("SP-001", "Yoga mat", 35), ("SP-006", "Bicycle lights", 27),
    ("SP-010", "Rucksack, 30 l", 95), ("HM-007", "Wool blanket", 72),
    ("HM-013", "Jigsaw puzzle", 24),
  ]

  static let notes = [
    "It is a gift 🎁", "The bell is broken, please knock", "Bitte beim Nachbarn abgeben", "お急ぎください",
    "Leave it with the café downstairs ☕", "Позвоните заранее", "नमस्ते, धन्यवाद 🙏",
  ]

  static let carriers = ["DHL", "PostNord", "GLS", "DPD"]

  static let cancelReasons = [
    "ordered by mistake", "found it in the attic", "delivery would take too long",
    "wrong size", "not in stock any more",
  ]
}

/// What people of the demo do with their money.
enum DemoSpending {
  static let everyday: [(what: String, euros: ClosedRange<Int>)] = [
    ("groceries", 8...96), ("ATM withdrawal", 20...200), ("coffee and cake", 4...14),
    ("restaurant", 18...85), ("pharmacy", 5...40), ("train ticket", 9...120),
    ("cinema", 9...30), ("fuel", 35...80), ("bakery", 3...12), ("hairdresser", 15...60),
  ]

  static let blockReasons = [
    "card reported lost", "too many wrong PINs", "unusual payment abroad", "address unknown",
  ]
}

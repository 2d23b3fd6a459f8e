/// Someone of the demo history, as they first present themselves.
struct DemoPerson {
  let name: String
  let email: String
  let language: String
  let street: String
  let city: String
  let country: String
  /// What they call the account they save on.
  let savings: String
}

extension DemoPerson {
  private init(
    _ name: String, _ mailbox: String, _ language: String, _ street: String, _ city: String,
    _ country: String, _ savings: String
  ) {
    self.init(
      name: name, email: "\(mailbox)@example.com", language: language, street: street, city: city,
      country: country, savings: savings)
  }

  /// Everyone, in the order in which they come.
  static let all: [DemoPerson] = [
    .init("Zoë Lindqvist", "zoe.lindqvist", "sv", "Götgatan 14", "Malmö", "SE", "Sparkonto"),
    .init("Νίκος Παπαδόπουλος", "nikos.p", "el", "Ερμού 23", "Αθήνα", "GR", "Αποταμίευση"),
    .init("Jürgen Weiß", "j.weiss", "de", "Gänsemarkt 5", "Hamburg", "DE", "Sparschwein 🐷"),
    .init("Олена Шевченко", "olena.sh", "uk", "вул. Хрещатик 8", "Київ", "UA", "Заощадження"),
    .init("王小明", "wang.xiaoming", "zh", "中山路 88 号", "上海", "CN", "储蓄账户"),
    .init("Amélie Dubois", "amelie.dubois", "fr", "12 rue des Écoles", "Lyon", "FR", "Épargne"),
    .init("محمد الحسن", "m.alhassan", "ar", "شارع النيل 17", "القاهرة", "EG", "حساب التوفير"),
    .init("佐藤 花子", "hanako.sato", "ja", "神宮前 1-2-3", "東京", "JP", "貯金"),
    .init("Łukasz Wójcik", "lukasz.w", "pl", "ul. Długa 31", "Kraków", "PL", "Oszczędności"),
    .init("אבי כהן", "avi.cohen", "he", "דיזנגוף 50", "תל אביב", "IL", "חיסכון"),
    .init("प्रिया शर्मा", "priya.sharma", "hi", "एम. जी. रोड 9", "मुंबई", "IN", "बचत खाता"),
    .init("김민준", "minjun.kim", "ko", "세종대로 110", "서울", "KR", "저축"),
    .init("Søren Ødegård", "soren.o", "nb", "Åsveien 2", "Tromsø", "NO", "Hyttekonto 🏡"),
    .init("María José Núñez", "mj.nunez", "es", "Calle Peñón 4", "Málaga", "ES", "Ahorros"),
    .init("Иван Кузнецов", "ivan.k", "ru", "ул. Мира 12", "Рига", "LV", "Накопления"),
    .init("Ayşe Yıldız", "ayse.yildiz", "tr", "Çiçek Sokak 6", "İzmir", "TR", "Birikim"),
    .init("Éva Nagy", "eva.nagy", "hu", "Fő utca 19", "Győr", "HU", "Megtakarítás"),
    .init("李娜", "li.na", "zh", "解放街 7 号", "成都", "CN", "旅行基金"),
    .init("João Gonçalves", "joao.g", "pt", "Rua da Conceição 3", "Porto", "PT", "Poupança"),
    .init("Ελένη Γεωργίου", "eleni.g", "el", "Τσιμισκή 41", "Θεσσαλονίκη", "GR", "Ταξίδι"),
    .init("فاطمة الزهراء", "f.zahra", "ar", "شارع الحرية 5", "تونس", "TN", "مدخرات"),
    .init("Tomáš Dvořák", "tomas.dvorak", "cs", "Křížová 8", "Brno", "CZ", "Spoření"),
    .init("田中 太郎", "taro.tanaka", "ja", "本町 4-5", "大阪", "JP", "旅行貯金"),
    .init("Siân Llewellyn", "sian.ll", "cy", "Heol y Bryn 2", "Caernarfon", "GB", "Cynilion"),
    .init("Мария Петрова", "maria.petrova", "bg", "бул. Витоша 15", "София", "BG", "Спестявания"),
    .init("박서연", "seoyeon.park", "ko", "해운대로 22", "부산", "KR", "여행 통장"),
    .init("Ștefan Ionescu", "stefan.i", "ro", "Strada Lungă 60", "Brașov", "RO", "Economii"),
    .init("राहुल वर्मा", "rahul.verma", "hi", "गांधी मार्ग 21", "दिल्ली", "IN", "घर के लिए"),
    .init("נועה לוי", "noa.levi", "he", "הרצל 12", "חיפה", "IL", "לטיול"),
    .init("Guðrún Jónsdóttir", "gudrun.j", "is", "Laugavegur 77", "Reykjavík", "IS", "Sparnaður"),
    .init("Nguyễn Thị Hồng", "hong.nguyen", "vi", "12 Phố Huế", "Hà Nội", "VN", "Tiết kiệm"),
    .init(
      "Željko Kovačević", "zeljko.k", "hr", "Ulica Zvonimira 9", "Split", "HR", "Štednja"),
    .init("陈伟", "chen.wei", "zh", "人民路 101 号", "广州", "CN", "买房"),
    .init("Aoife Ní Bhriain", "aoife.nb", "ga", "Sráid na Mara 6", "Gaillimh", "IE", "Coigilteas"),
    .init("Андрій Бондаренко", "andrii.b", "uk", "пл. Ринок 3", "Львів", "UA", "На велосипед 🚲"),
    .init("François Lefèvre", "f.lefevre", "fr", "8 place Carnot", "Nîmes", "FR", "Vacances"),
    .init("鈴木 一郎", "ichiro.suzuki", "ja", "栄 2-10", "名古屋", "JP", "車の貯金"),
    .init("Māra Bērziņa", "mara.berzina", "lv", "Brīvības iela 55", "Rīga", "LV", "Uzkrājums"),
    .init("خالد منصور", "khaled.m", "ar", "شارع الملك 30", "عمّان", "JO", "للبيت"),
    .init("Kateřina Černá", "katerina.c", "cs", "Široká 10", "Plzeň", "CZ", "Dovolená"),
    .init("정하은", "haeun.jung", "ko", "중앙로 5", "대전", "KR", "비상금"),
    .init("Δημήτρης Ιωάννου", "dimitris.i", "el", "Κορίνθου 70", "Πάτρα", "GR", "Για το σκάφος"),
    .init("अनिल गुप्ता", "anil.gupta", "hi", "स्टेशन रोड 4", "जयपुर", "IN", "यात्रा"),
    .init("Bjørn Østergaard", "bjorn.o", "da", "Nørregade 27", "Ærøskøbing", "DK", "Båd ⛵"),
    .init("Inés Ibáñez", "ines.ibanez", "es", "Paseo del Ebro 18", "Logroño", "ES", "Viaje"),
    .init("张丽", "zhang.li", "zh", "湖滨路 16 号", "杭州", "CN", "学费"),
    .init("Kärt Õunapuu", "kart.ounapuu", "et", "Pikk tänav 4", "Tartu", "EE", "Säästud"),
    .init("Oğuz Şahin", "oguz.sahin", "tr", "Gül Caddesi 11", "Eskişehir", "TR", "Tatil 🌻"),
  ]
}

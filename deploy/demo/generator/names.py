"""Invented people: given and family names by language, each as written and, where that is not Latin, as spelt in an address."""

NAMES = {
    "de": ("Anna Ben Clara David Emilia Felix Greta Hannes Ida Jonas Karla Leon Mia Noah Paula Rasmus Sabine Till Ulrike Jürgen",
           "Schmidt Müller Weber Wagner Becker Schulz Hofmann Koch Richter Klein Wolf Neumann Schwarz Zimmermann Krüger Lange Böhm"),
    "tr": ("Ayşe Mustafa Elif Can Zeynep Murat Deniz Fatma Kemal Selin", "Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Arslan Doğan"),
    "pl": ("Agnieszka Piotr Magda Tomasz Ewa Paweł Zofia Marek", "Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Mazur"),
    "uk": ("Олена=Olena Андрій=Andrii Ірина=Iryna Тарас=Taras Марія=Mariia Богдан=Bohdan",
           "Шевченко=Shevchenko Бондаренко=Bondarenko Ткаченко=Tkachenko Мельник=Melnyk"),
    "ar": ("محمد=Mohammed فاطمة=Fatima أحمد=Ahmed مريم=Mariam خالد=Khalid نورة=Noura سالم=Salem هند=Hind علي=Ali عائشة=Aisha",
           "الهاشمي=AlHashimi المنصوري=AlMansoori الكعبي=AlKaabi حداد=Haddad الشامسي=AlShamsi خوري=Khoury المزروعي=AlMazrouei"),
    "en": ("James Olivia Arjun Priya Grace Daniel Aisha Ryan Chloe Imran Joseph Maria Deepa Ethan Nadia Kavita Samuel Rohan",
           "Smith Patel Khan Fernandez Santos Nair Brown Sharma Taylor D'Souza Reddy Cruz Malik Wilson Iyer Thomas Reyes"),
    "zh": ("伟=Wei 芳=Fang 敏=Min 静=Jing 强=Qiang 磊=Lei 洋=Yang 艳=Yan 杰=Jie 慧玲=Huiling 志明=Zhiming 佳怡=Jiayi",
           "陈=Chen 林=Lin 黄=Huang 张=Zhang 李=Li 王=Wang 吴=Wu 刘=Liu 蔡=Cai 杨=Yang"),
    "ms": ("Nurul Farid Aminah Hafiz Zulaikha Rahmat Suria Iskandar", "Ismail Osman Yusof Hamid Rahim Salleh Abdullah"),
    "ta": ("கவிதா=Kavitha முருகன்=Murugan லட்சுமி=Lakshmi அருண்=Arun மீனா=Meena",
           "சுப்பிரமணியம்=Subramaniam ராஜன்=Rajan பிள்ளை=Pillai நாயர்=Nair"),
}
LANGUAGES = {
    "berlin": {"de": 70, "tr": 12, "en": 8, "pl": 5, "uk": 5},
    "dubai": {"en": 62, "ar": 38},
    "singapore": {"en": 40, "zh": 38, "ms": 14, "ta": 8},
}
# Written family name first, without a space.
FAMILY_FIRST = {"zh"}
ADDRESS_DOMAINS = ("example.com", "example.org", "example.net")

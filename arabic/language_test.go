package arabic

import "testing"

func TestLanguage(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"Arabic", "قالت الوزيرة إن المشروع سيبدأ في الربيع المقبل", "ar"},
		{"Arabic in Persian letters", "قالت الوزارة إن التی سافرت إلی المدینة الکبیرة عادت من القریة", "ar"},
		{"short Arabic", "الملح الأزرق", "ar"},
		{"Persian", "این کتاب را برای دوستم از بازار خریدم که خیلی خوب است", "fa"},
		{"Urdu", "یہ کتاب میں نے اپنے دوست کے لئے خریدی ہے اور بہت اچھی ہے", "ur"},
		{"Central Kurdish", "ئەم کتێبە بۆ هاوڕێکەم لە بازاڕ کڕی و زۆر باشە", "ckb"},
		{"Pashto", "دا کتاب ما د خپل ملګري لپاره په بازار کې اخیستی دی چې ډېر ښه دی", "ps"},
		{"English", "The minister said that the bridge was safe for all", "en"},
		{"French", "La ministre a dit que le pont est sûr pour les piétons", "fr"},
		{"Turkish", "Bakan köprünün çok güvenli olduğu için bir daha açıldı ve", "tr"},
		{"Russian", "Министр сказал, что мост безопасен", "ru"},
		{"Hebrew", "השר אמר שהגשר בטוח", "he"},
		{"Japanese", "大臣は橋が安全だと言いました", "ja"},
		{"nothing", "123 ... \xff", ""},
		{"Arabic with a Latin name", "افتتحت شركة Marsa Lines خطا جديدا إلى الميناء", "ar"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Language(tc.text); got != tc.want {
				t.Errorf("Language(%q) = %q, want %q", tc.text, got, tc.want)
			}
		})
	}
}

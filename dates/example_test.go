package dates_test

import (
	"fmt"
	"time"

	"isnad/arabic"
	"isnad/dates"
)

func ExampleParse() {
	for _, text := range []string{"تاريخ النشر: 4th, November 2023 GMT", "السبت 20 ربيع الآخر 1445 هـ", "٤ تشرين الثاني ٢٠٢٣ - ٦:٢٠ مساءً بتوقيت بيروت"} {
		d, _ := dates.Parse(text)
		fmt.Println(d.Day, d.Precision)
	}
	// Output:
	// 2023-11-04 day
	// 2023-11-04 day
	// 2023-11-04 instant
}

func ExampleParseAt() {
	seen := time.Date(2021, time.September, 15, 14, 0, 0, 0, time.UTC)
	d, _ := dates.ParseAt("منذ 3 ساعات", seen)
	fmt.Println(d.Day, d.Precision)
	// Output: 2021-09-15 day
}

func ExampleFind() {
	anchor := dates.Anchor{Country: "LB"}
	anchor.Published.Day, _ = dates.ParseDay("2021-09-15")
	for _, e := range dates.Find(arabic.Text, "أعلن المكتب أمس الثلاثاء أن المعرض يقام من 3 إلى 7 تشرين الأول/أكتوبر المقبل", anchor) {
		fmt.Println(e.From, e.To)
	}
	// Output:
	// 2021-09-14 2021-09-14
	// 2021-10-03 2021-10-07
}

func ExampleInfer() {
	found := dates.Find(arabic.Text, "قال أمس الأول الجمعة إن الاتفاق قريب", dates.Anchor{})
	d, _ := dates.Infer(found)
	fmt.Println(found[0].Relative, d.Precision, d.Weekday)
	// Output: -2d weekday sunday
}

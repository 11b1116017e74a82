package names_test

import (
	"fmt"

	"isnad/names"
)

func ExampleFind() {
	list := names.Find(names.Input{Text: "قال وزير الخارجية الروسي سيرغي لافروف إن مصادر مطلعة أبلغت رويترز بذلك. وأضاف لافروف أن الاتفاق قريب."})
	for _, e := range list {
		fmt.Println(e.Type, e.Key, e.Latin, e.Roles)
		for _, m := range e.Mentions {
			fmt.Println("  ", m.Text, m.How)
		}
	}
	// Output:
	// person person:sergey-lavrov Sergey Lavrov [وزير الخارجية الروسي]
	//    سيرغي لافروف named
	//    لافروف named
	// anonymous local:1  [مصادر مطلعة]
	//    مصادر مطلعة role
	// outlet outlet:reuters Reuters []
	//    رويترز named
}

func ExampleListed() {
	list := names.Find(names.Input{Text: "قال وزير الخارجية الروسي سيرغي لافروف إن مصادر مطلعة أبلغت رويترز بذلك."})
	for _, e := range names.Listed(list, nil) {
		fmt.Println(e.Type, e.Name)
	}
	// Output:
	// person سيرغي لافروف
	// outlet رويترز
}

func ExampleParseRole() {
	r, ok := names.ParseRole("نائب وزير الخارجية الأميركي السابق")
	fmt.Println(ok, r.Noun, r.Country, r.Former, r.Type())
	// Output: true نائب US true person
}

func ExampleRoles() {
	for _, r := range names.Roles("التقى رئيس مجلس الأمة وزير الدفاع الكويتي، وقال مسؤولون إن شهود عيان حضروا.") {
		fmt.Printf("%s (%s)\n", r.Text, r.Type())
	}
	// Output:
	// رئيس مجلس الأمة (person)
	// وزير الدفاع الكويتي (person)
	// مسؤولون (group)
	// شهود عيان (anonymous)
}

func ExampleOutletByAlias() {
	o, ok := names.OutletByAlias("صحيفة الوطن")
	fmt.Println(ok, o.Ambiguous)
	o, ok = names.OutletByAlias("واس")
	fmt.Println(ok, o.Key, o.Country, o.Ambiguous)
	// Output:
	// true true
	// true spa SA false
}

func ExampleOutletByHost() {
	o, ok := names.OutletByHost("www.spa.gov.sa")
	fmt.Println(ok, o.Name)
	// Output: true وكالة الأنباء السعودية
}

func ExampleDirectory() {
	fmt.Println(names.Directory()[0].Latin)
	// Output: Saudi Press Agency
}

func ExampleNisba() {
	fmt.Println(names.Nisba("الأميركيون"), names.Nisba("تونسية"), names.Nisba("اقتصادية") == "")
	// Output: US TN true
}

package extract_test

import (
	"fmt"

	"isnad/extract"
)

func ExampleDocuments() {
	r := extract.Documents(extract.Page{URL: "https://zahra.example/n/7", Body: []byte(`<html lang="ar"><head><title>جسر المشاة يفتح أبوابه - صحيفة الزهراء</title></head><body>
<nav><a href="/">الرئيسية</a></nav><h1>جسر المشاة يفتح أبوابه</h1><time datetime="2023-11-04">4 نوفمبر 2023</time>
<p>أعلنت بلدية مدينة الزهراء الجديدة، صباح السبت، افتتاح جسر للمشاة يربط ضفتي النهر.</p>
<p>وقال رئيس البلدية سامر الحلواني إن الجسر سيخدم نحو عشرين ألف شخص كل يوم، وإن كلفته لم تتجاوز ما كان مقررا له.</p>
<footer>جميع الحقوق محفوظة</footer></body></html>`)})
	d := r.Documents[0]
	fmt.Println(r.Kind, len(d.Paragraphs), d.Published.Day)
	fmt.Println(d.Title)
	fmt.Println(d.Source.Name)
	// Output:
	// article 2 2023-11-04
	// جسر المشاة يفتح أبوابه
	// صحيفة الزهراء
}

func ExampleDocuments_noArticle() {
	r := extract.Documents(extract.Page{Body: []byte(`<html><head><title>الصفحة غير موجودة</title></head><body><p>عذرا، الصفحة التي تبحث عنها غير موجودة.</p></body></html>`)})
	fmt.Println(r.Kind, len(r.Documents))
	// Output: error 0
}

func ExampleDecode() {
	text, charset, _ := extract.Decode([]byte("\xcc\xd3\xd1 \xcc\xcf\xed\xcf"), "") // windows-1256, which nothing says
	fmt.Println(text, charset)
	// Output: جسر جديد windows-1256
}

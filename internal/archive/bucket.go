package archive

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"isnad"
)

// BucketOptions say how the object store is reached.
type BucketOptions struct {
	AccessKey, SecretKey string // both empty: without signing in
	Now                  func() time.Time
}

// Bucket is an archive on storage that speaks S3; it implements isnad.Archive. Any number of processes and machines may
// append and read at once. Captures that are appended while an object is on its way go into the next one together; an object is
// written whole or not at all, so a crash leaves nothing to repair. A body that comes again is stored again: machines do not
// know of one another's.
type Bucket struct {
	client *minio.Client
	name   string
	prefix string // of the objects' names, "" or ending in a slash
	now    func() time.Time
	queue  chan *parcel
	done   chan struct{}
	closed sync.Once
}

// parcel is a capture's records on their way.
type parcel struct {
	members []byte
	main    int
	put     chan error
	place   string
}

var _ isnad.Archive = (*Bucket)(nil)

// OpenBucket gives the archive at an address: "s3://host:port/bucket/prefix", or "s3+http://…" for a store without TLS in one's own
// network. The bucket must be there. What cannot be is isnad.ErrInvalid, a store that does not answer isnad.ErrUnavailable.
func OpenBucket(ctx context.Context, address string, o BucketOptions) (*Bucket, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("archive.OpenBucket: %w: the address cannot be read: write it as s3://host/bucket", isnad.ErrInvalid)
	}
	name, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if u.Scheme != "s3" && u.Scheme != "s3+http" || u.Host == "" || name == "" || u.RawQuery != "" {
		return nil, fmt.Errorf("archive.OpenBucket(%s): %w: write the address as s3://host/bucket, or s3+http://host:port/bucket without TLS", u.Redacted(), isnad.ErrInvalid)
	}
	if u.User != nil {
		return nil, fmt.Errorf("archive.OpenBucket(%s): %w: keys in an address end up in lists of processes: set ISNAD_S3_ACCESS_KEY and ISNAD_S3_SECRET_KEY", u.Redacted(), isnad.ErrInvalid)
	}
	b := &Bucket{name: name, now: o.Now, queue: make(chan *parcel, maxParcels), done: make(chan struct{})}
	if prefix != "" {
		b.prefix = prefix + "/"
	}
	if b.now == nil {
		b.now = time.Now
	}
	if b.client, err = minio.New(u.Host, &minio.Options{Creds: credentials.NewStaticV4(o.AccessKey, o.SecretKey, ""), Secure: u.Scheme == "s3", MaxRetries: 3}); err != nil {
		return nil, fmt.Errorf("archive.OpenBucket(%s): %w: %w", address, isnad.ErrInvalid, err)
	}
	there, err := b.client.BucketExists(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("archive.OpenBucket(%s): %w", address, objectFault(err))
	}
	if !there {
		return nil, fmt.Errorf("archive.OpenBucket(%s): %w: there is no bucket %q, make it first", address, isnad.ErrNotFound, name)
	}
	go b.run()
	return b, nil
}

// objectFault gives an answer of the store its kind.
func objectFault(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	switch r := minio.ToErrorResponse(err); {
	case r.Code == "NoSuchKey" || r.Code == "NoSuchBucket":
		return fmt.Errorf("%w: %w", isnad.ErrNotFound, err)
	case r.Code == "InvalidRange":
		return fmt.Errorf("%w: the object ends before", isnad.ErrNotFound)
	case r.Code == "InvalidBucketName":
		return fmt.Errorf("%w: %w", isnad.ErrInvalid, err)
	case r.StatusCode == http.StatusForbidden || r.StatusCode == http.StatusUnauthorized:
		return fmt.Errorf("%w: the store refuses the keys of ISNAD_S3_ACCESS_KEY and ISNAD_S3_SECRET_KEY: %w", isnad.ErrInvalid, err)
	}
	return fmt.Errorf("%w: %w", isnad.ErrUnavailable, err)
}

// Append writes the capture, sets its WARC place, and returns when the store has the object. isnad.ErrUnavailable means that the
// store did not take it: nothing was acknowledged, try again later.
func (b *Bucket) Append(ctx context.Context, c *isnad.Capture) error {
	if c.Digest == "" && c.Error == "" && c.Status != http.StatusNotModified {
		c.Digest = isnad.Digest(c.Body)
	}
	p := &parcel{put: make(chan error, 1)}
	p.members, p.main = encode(c, nil)
	select {
	case b.queue <- p:
	case <-b.done:
		return fmt.Errorf("archive.Append(%s): %w: the archive is closed", c.URL, isnad.ErrUnavailable)
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := b.await(ctx, p); err != nil {
		return fmt.Errorf("archive.Append(%s): %w", c.URL, err)
	}
	c.WARC = p.place
	return nil
}

// await gives what became of a parcel. One that came after the archive's end is never put.
func (b *Bucket) await(ctx context.Context, p *parcel) error {
	select {
	case err := <-p.put:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-b.done:
	}
	select {
	case err := <-p.put:
		return err
	default:
		return fmt.Errorf("%w: the archive is closed", isnad.ErrUnavailable)
	}
}

// Bounds of one object, and how long the store has to take it.
const (
	maxParcels = 256
	maxObject  = 64 << 20
	putTimeout = 2 * time.Minute
)

// run puts what is queued, as much at once as there is.
func (b *Bucket) run() {
	defer close(b.done)
	for p := range b.queue {
		if p == nil {
			return
		}
		batch, size, last := []*parcel{p}, len(p.members), false
		for more := true; more && size < maxObject && len(batch) < maxParcels; {
			select {
			case q := <-b.queue:
				if more = q != nil; more {
					batch, size = append(batch, q), size+len(q.members)
				} else {
					last = true
				}
			default:
				more = false
			}
		}
		err := b.put(batch)
		for _, p := range batch {
			p.put <- err
		}
		if last {
			return
		}
	}
}

// put writes one object.
func (b *Bucket) put(batch []*parcel) error {
	now := b.now().UTC()
	var mark [6]byte
	rand.Read(mark[:])
	name := "isnad-" + now.Format("20060102T150405.000000000Z") + "-" + hex.EncodeToString(mark[:]) + ".warc.gz"
	whole := infoRecord(name, now)
	for _, p := range batch {
		p.place = name + "#" + strconv.Itoa(len(whole)+p.main)
		whole = append(whole, p.members...)
	}
	ctx, stop := context.WithTimeout(context.Background(), putTimeout)
	defer stop()
	_, err := b.client.PutObject(ctx, b.name, b.prefix+name, bytes.NewReader(whole), int64(len(whole)),
		minio.PutObjectOptions{ContentType: "application/warc", SendContentMd5: true, DisableMultipart: true})
	return objectFault(err)
}

var objectName = regexp.MustCompile(`^isnad-\d{8}T\d{6}\.\d{9}Z-[0-9a-f]{12}\.warc\.gz$`)

// Read gives the capture at that place ("object#offset"), checked against the digest that was written with it.
func (b *Bucket) Read(ctx context.Context, place string) (*isnad.Capture, error) {
	c, err := b.read(ctx, place)
	if err != nil {
		return nil, fmt.Errorf("archive.Read(%s): %w", place, err)
	}
	return c, nil
}

func (b *Bucket) read(ctx context.Context, place string) (*isnad.Capture, error) {
	name, at, ok := strings.Cut(place, "#")
	offset, err := strconv.ParseInt(at, 10, 64)
	if !ok || err != nil || offset <= 0 || !objectName.MatchString(name) {
		return nil, fmt.Errorf("%w: a place is object#offset", isnad.ErrInvalid)
	}
	o := minio.GetObjectOptions{}
	if err := o.SetRange(offset, 0); err != nil {
		return nil, fmt.Errorf("%w: %w", isnad.ErrInvalid, err)
	}
	body, _, _, err := minio.Core{Client: b.client}.GetObject(ctx, b.name, b.prefix+name, o)
	if err != nil {
		return nil, objectFault(err)
	}
	defer body.Close()
	rec, err := firstRecord(body)
	if err != nil {
		return nil, err
	}
	return captureOf(rec, place, noOther)
}

// noOther is for records of a bucket, which all hold their bodies.
func noOther(string) (*isnad.Capture, error) {
	return nil, fmt.Errorf("%w: it refers to a body elsewhere", isnad.ErrCorrupt)
}

// Captures walks all that is stored, in order of writing.
func (b *Bucket) Captures(ctx context.Context) iter.Seq2[*isnad.Capture, error] {
	return func(yield func(*isnad.Capture, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop() // ends the listing too
		for o := range b.client.ListObjects(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix}) {
			if o.Err != nil {
				yield(nil, fmt.Errorf("archive.Captures: %w", objectFault(o.Err)))
				return
			}
			if name := strings.TrimPrefix(o.Key, b.prefix); objectName.MatchString(name) && !b.walk(ctx, name, o.Size, yield) {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// walk gives the captures of one object, and reports whether to go on.
func (b *Bucket) walk(ctx context.Context, name string, size int64, yield func(*isnad.Capture, error) bool) bool {
	body, _, _, err := minio.Core{Client: b.client}.GetObject(ctx, b.name, b.prefix+name, minio.GetObjectOptions{})
	if err != nil {
		return yield(nil, fmt.Errorf("archive.Captures: %s: %w", name, objectFault(err)))
	}
	defer body.Close()
	w := fileWalk{name: name, yield: yield, capture: func(r *Record, place string) (*isnad.Capture, error) { return captureOf(r, place, noOther) }}
	read := &counted{r: body}
	err = readWARC(read, 1<<20, func(r Record) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return w.record(r)
	})
	if err == nil && read.err != nil && read.err != io.EOF {
		err = read.err
	}
	if err == nil && w.end < size {
		err = w.gap(size)
	}
	if err == errDone {
		return false
	}
	return err == nil || yield(nil, err)
}

// Close ends writing after what was queued.
func (b *Bucket) Close() error {
	b.closed.Do(func() { b.queue <- nil })
	<-b.done
	return nil
}

package browser

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// shared is the browser of all tests of a program: one starts in a second of processor time, one more page in a tenth of that.
var shared one

// one is a browser that starts when a page is opened.
type one struct {
	mu      sync.Mutex
	running bool // Main runs the tests, and ends the browser after them
	ctx     context.Context
	end     []func()
}

// The size of a window.
const width, height = 1000, 760

// Main runs the tests of a package that open pages, for its TestMain. It returns the exit code.
func Main(m *testing.M) int {
	shared.running = true
	defer shared.stop()
	return m.Run()
}

// open opens an empty page, in a window and a browser context of its own, until the returned function is called.
func (o *one) open(path string) (page context.Context, end func(), err error) {
	ctx, err := o.start(path)
	if err != nil {
		return nil, nil, err
	}
	browser := cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser)
	own, err := target.CreateBrowserContext().WithDisposeOnDetach(true).Do(browser)
	if err != nil {
		return nil, nil, err
	}
	id, err := target.CreateTarget("about:blank").WithBrowserContextID(own).WithNewWindow(true).WithWidth(width).WithHeight(height).Do(browser)
	if err != nil {
		return nil, nil, err
	}
	page, _ = chromedp.NewContext(ctx, chromedp.WithTargetID(id))
	end = func() {
		_ = chromedp.Cancel(page)
		_ = target.DisposeBrowserContext(own).Do(browser)
	}
	return page, end, chromedp.Run(page) // which attaches to the page, for the life of this context
}

// start returns the context of the browser, which pages are opened in.
func (o *one) start(path string) (context.Context, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ctx != nil {
		return o.ctx, nil
	}
	if !o.running {
		return nil, errors.New("package browser: TestMain does not call Main")
	}
	profile, err := os.MkdirTemp("", "browser-test")
	if err != nil {
		return nil, err
	}
	o.end = append(o.end, func() { _ = os.RemoveAll(profile) }) // the browser may still be writing to it
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(profile), chromedp.WindowSize(width, height))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	o.end = append(o.end, cancel)
	ctx, _ := chromedp.NewContext(allocator)
	o.end = append(o.end, func() { _ = chromedp.Cancel(ctx) }) // waits for the browser's end
	if err := chromedp.Run(ctx); err != nil {
		return nil, err
	}
	o.ctx = ctx
	return ctx, nil
}

func (o *one) stop() {
	for i := len(o.end) - 1; i >= 0; i-- {
		o.end[i]()
	}
}

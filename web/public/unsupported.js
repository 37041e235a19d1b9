/* Plain old script, read by every browser since about 2010: it tells people with a browser that cannot run
   the page what to do. The page itself sets data-started on the root element once it runs. */
(function () {
  var texts = [
    ['vi', 'Trình duyệt này quá cũ để họp. Mở trang bằng Chrome, Edge hoặc Cốc Cốc bản mới, Firefox bản mới, hoặc Safari từ 15.4.'],
    ['en', 'This browser is too old for meetings. Open the page in a current Chrome, Edge or Firefox, or Safari 15.4 or newer.']
  ];
  function able() {
    return (
      'noModule' in document.createElement('script') &&
      typeof window.RTCPeerConnection === 'function' &&
      typeof window.WebSocket === 'function' &&
      typeof window.Promise === 'function' &&
      typeof window.ResizeObserver === 'function'
    );
  }
  function say() {
    var root = document.getElementById('root');
    if (!root || document.documentElement.getAttribute('data-started')) return;
    var box = document.createElement('div');
    box.className = 'unsupported';
    box.setAttribute('role', 'alert');
    var title = document.createElement('h1');
    title.appendChild(document.createTextNode('Nhà Rông'));
    box.appendChild(title);
    for (var i = 0; i < texts.length; i++) {
      var p = document.createElement('p');
      p.lang = texts[i][0];
      p.appendChild(document.createTextNode(texts[i][1]));
      box.appendChild(p);
    }
    root.innerHTML = '';
    root.appendChild(box);
    document.documentElement.setAttribute('data-unsupported', 'true');
  }
  function check() {
    if (!able()) say();
    // Modules are read but the code in them may still be too new: a syntax error leaves the root empty.
    else window.onerror = function (message) { if (/syntax/i.test(String(message))) say(); };
  }
  if (document.readyState === 'loading') document.attachEvent
    ? document.attachEvent('onreadystatechange', function () { if (document.readyState === 'complete') check(); })
    : document.addEventListener('DOMContentLoaded', check);
  else check();
})();

package vn.nharong.control.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import vn.nharong.control.identity.Actor;

/** Puts the guard before every mapping there is, also those that libraries bring, and gives handlers the actor. */
@Configuration(proxyBeanMethods = false)
class GuardEverywhere implements WebMvcConfigurer {
    private final ObjectProvider<Arrivals> arrivals;

    GuardEverywhere(ObjectProvider<Arrivals> arrivals) {
        this.arrivals = arrivals;
        // Nobody sends them: the interface's document is not to say so.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class, Arrival.class);
    }

    /** Mappings of libraries know nothing of the configurer's interceptors, so that each is told as it is made. */
    @Bean
    static InstantiationAwareBeanPostProcessor guardBeforeMappings(ObjectProvider<Guard> guard) {
        return new InstantiationAwareBeanPostProcessor() {
            @Override
            public boolean postProcessAfterInstantiation(Object bean, String name) {
                if (bean instanceof AbstractHandlerMapping mapping) {
                    mapping.setInterceptors(new Late(guard));
                }
                return true;
            }
        };
    }

    /** Mappings are made before what the guard needs. */
    private record Late(ObjectProvider<Guard> guard) implements AsyncHandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                throws Exception {
            return guard.getObject().preHandle(request, response, handler);
        }

        @Override
        public void afterConcurrentHandlingStarted(
                HttpServletRequest request, HttpServletResponse response, Object handler) {
            guard.getObject().afterConcurrentHandlingStarted(request, response, handler);
        }
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new Who(arrivals));
    }

    /** {@link Actor}: whom the guard has let in. {@link Arrival}: all that the request has shown. */
    private record Who(ObjectProvider<Arrivals> arrivals) implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Actor.class || parameter.getParameterType() == Arrival.class;
        }

        @Override
        public @Nullable Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            if (parameter.getParameterType() == Actor.class) {
                return request.getAttribute(Guard.ACTOR, RequestAttributes.SCOPE_REQUEST);
            }
            HttpServletRequest servlet = request.getNativeRequest(HttpServletRequest.class);
            if (servlet == null) {
                throw new IllegalStateException("not a servlet's request");
            }
            return arrivals.getObject().of(servlet);
        }
    }
}
